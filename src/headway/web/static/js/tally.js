// Counting by taps: each tap has an id of its own and is sent in its turn, however quickly the next one comes.
(() => {
  "use strict";
  let sending = Promise.resolve();
  let waiting = 0;

  // Browsers make ids by themselves only where nobody can read along.
  const freshId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

  const tell = (text) => {
    const note = document.querySelector("#counters [data-told]");
    note.querySelector("span").textContent = text;
    note.hidden = !text;
  };

  const showOne = (form, more) => {
    const count = form.querySelector("[data-count]");
    if (count && /^\d{1,3}$/.test(count.textContent)) count.textContent = String(Number(count.textContent) + more);
  };

  const send = async (form, said) => {
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: said, headers: { "HX-Request": "true" } });
    } catch {
      answer = null;
    }
    waiting -= 1;
    // Whoever was signed out meanwhile is sent to the page for signing in: nothing was counted.
    if (!answer || answer.redirected || (!answer.ok && answer.status !== 422)) {
      showOne(form, -1);
      const { trouble, signedOut } = document.getElementById("counters").dataset;
      tell(answer?.redirected ? signedOut : trouble);
      return;
    }
    const shown = await answer.text();
    // While more taps wait, what came back is older than what is shown.
    if (!waiting) document.getElementById("counters").outerHTML = shown;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#counters form");
    if (!form) return;
    event.preventDefault();
    const said = new FormData(form);
    if ("tap" in form.dataset) {
      said.set("uid", freshId());
      showOne(form, 1);
    }
    waiting += 1;
    sending = sending.then(() => send(form, said));
  });
})();
