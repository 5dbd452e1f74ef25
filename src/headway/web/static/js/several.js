// The grid of contacts: clients by their first letters, Enter for the next row, times spread over an hour.
(() => {
  "use strict";
  const WAIT = 120;
  const HOUR = 60;
  const FOUND = 7;
  let form;
  let asked = 0;
  let timer = 0;

  const rows = () => [...form.querySelectorAll("[data-row]")];
  const rowOf = (element) => element.closest("[data-row]");
  const field = (row, name) => row.querySelector(`[name="${row.querySelector("[name=row]").value}-${name}"]`);
  const list = (row) => row.querySelector("[data-found]");

  const addRow = () => {
    if (rows().length >= Number(form.dataset.most)) return null;
    const uid = crypto.randomUUID?.() ?? uidOf(crypto.getRandomValues(new Uint8Array(16)));
    const made = form.querySelector("[data-row-to-come]").innerHTML.replaceAll("ROW", uid);
    form.querySelector("[data-rows]").insertAdjacentHTML("beforeend", made);
    return rows().at(-1);
  };

  // Browsers make ids by themselves only where nobody can read along.
  const uidOf = (bytes) => {
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

  const fetchText = async (query) => {
    const answer = await fetch(`${form.dataset.several}?${new URLSearchParams(query)}`);
    if (self.headway.sending.isDown(answer)) throw new Error("Headway cannot be reached.");
    return answer.ok ? answer.text() : "";
  };

  // Without a connection those that the phone keeps are offered.
  const foundHere = async (text) => {
    const { clients, matches } = self.headway.store;
    const found = (await clients()).filter((client) => typeof client.id === "number" && matches(client, text));
    const hits = found.slice(0, FOUND).map((client) => {
      const hit = document.createElement("button");
      Object.assign(hit, { className: "several-hit", type: "button", tabIndex: -1 });
      Object.assign(hit.dataset, { picks: client.id, name: client.name });
      hit.append(Object.assign(document.createElement("b"), { className: "cut", textContent: client.name }));
      return hit.outerHTML;
    });
    return hits.join("");
  };

  const close = (row) => {
    list(row).hidden = true;
    row.querySelector("[data-finds]").setAttribute("aria-expanded", "false");
  };

  const find = async (row) => {
    const mine = (asked += 1);
    const text = row.querySelector("[data-finds]").value.trim();
    const found = text ? await fetchText({ find: text }).catch(() => foundHere(text)) : "";
    if (mine !== asked || row.querySelector("[data-finds]") !== document.activeElement) return;
    list(row).innerHTML = found;
    list(row).hidden = !found;
    row.querySelector("[data-finds]").setAttribute("aria-expanded", String(Boolean(found)));
    list(row).querySelector("[data-name]")?.classList.add("is-chosen");
  };

  const setNew = (row, isNew) => {
    field(row, "is_new")?.closest("label, input")?.remove();
    if (!isNew) return;
    const flag = document.createElement("input");
    Object.assign(flag, { type: "hidden", name: `${row.querySelector("[name=row]").value}-is_new`, value: "1" });
    row.append(flag);
  };

  const pick = async (row, hit) => {
    asked += 1;
    row.querySelector("[data-finds]").value = hit.dataset.name;
    row.classList.add("is-kept");
    close(row);
    setNew(row, "new" in hit.dataset);
    if (!hit.dataset.picks) return;
    row.querySelector("[data-client]").value = hit.dataset.picks;
    const uid = row.querySelector("[name=row]").value;
    const about = await fetchText({ pick: hit.dataset.picks, row: uid }).catch(() => null);
    if (row.querySelector("[data-client]").value !== hit.dataset.picks) return;
    if (about) row.querySelector("[data-about]").innerHTML = about;
    else if (about === null) await fillHere(row, hit.dataset.picks);
  };

  const option = (words, value = "") => Object.assign(document.createElement("option"), { textContent: words, value });

  // Without a connection the deal and its road are those that the phone keeps.
  const fillHere = async (row, id) => {
    const { client, latestDeal, funnels, funnelOf, stageOf } = self.headway.store;
    const whom = await client(Number(id));
    // Of whom the phone knows nothing the server will say which deal it is about.
    if (!whom) {
      field(row, "deal").value = field(row, "stage").title = "";
      field(row, "stage").replaceChildren(option("—"));
      return;
    }
    const deal = latestDeal(whom);
    const funnel = deal && funnelOf(await funnels(), deal);
    const here = stageOf(funnel, deal?.stage);
    const others = here ? [...funnel.stages, funnel.lost].filter((stage) => stage && stage !== here) : [];
    const stays = here ? `${here.name} · ${form.dataset.stays}` : form.dataset.noDeal;
    field(row, "deal").value = deal?.id ?? "none";
    field(row, "stage").title = deal?.name ?? "";
    field(row, "stage").replaceChildren(option(stays), ...others.map((stage) => option(stage.name, stage.id)));
  };

  const goOn = (row) => {
    const all = rows();
    const next = all[all.indexOf(row) + 1] ?? addRow();
    if (!next) return;
    if (!next.querySelector("[data-finds]").value) next.querySelector("[data-kind]").value = row.querySelector("[data-kind]").value;
    next.querySelector("[data-finds]").focus();
  };

  const onKey = (event) => {
    const row = rowOf(event.target);
    if (!row || event.isComposing) return;
    const hits = list(row).hidden ? [] : [...list(row).querySelectorAll("[data-name]")];
    const place = hits.findIndex((hit) => hit.classList.contains("is-chosen"));
    if (hits.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      hits[place]?.classList.remove("is-chosen");
      hits[(place + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length].classList.add("is-chosen");
    } else if (hits.length && (event.key === "Enter" || event.key === "Tab") && hits[place]) {
      pick(row, hits[place]);
      if (event.key === "Tab") return;
    } else if (hits.length && event.key === "Escape") {
      close(row);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      goOn(row);
    } else {
      return;
    }
    event.preventDefault();
  };

  // The clock of whoever logs, wherever the browser believes to be.
  const clockOf = (at) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: form.dataset.zone, timeStyle: "short" }).format(at);

  // The last row is now, the first an hour ago, or at midnight where that is later; what somebody has written stays.
  const spread = () => {
    const filled = rows().filter((row) => row.querySelector("[data-finds]").value);
    const [hours, minutes] = clockOf(new Date()).split(":").map(Number);
    const span = Math.min(HOUR, hours * 60 + minutes);
    filled.forEach((row, place) => {
      const before = filled.length > 1 ? (span * (filled.length - 1 - place)) / (filled.length - 1) : 0;
      if (!field(row, "at").value) field(row, "at").value = clockOf(new Date(Date.now() - before * 60000));
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("[data-several]");
    if (!form) return;
    for (const button of document.querySelectorAll("[data-adds-row], [data-spreads]")) button.hidden = false;
    form.addEventListener("keydown", onKey);
    form.addEventListener("input", (event) => {
      if (!event.target.matches("[data-finds]")) return;
      const row = rowOf(event.target);
      row.classList.remove("is-kept");
      row.querySelector("[data-client]").value = "";
      clearTimeout(timer);
      timer = setTimeout(() => find(row), WAIT);
    });
    form.addEventListener("pointerdown", (event) => {
      const hit = event.target.closest("[data-found] [data-name]");
      if (!hit) return;
      event.preventDefault();
      pick(rowOf(hit), hit);
    });
    form.addEventListener("focusout", (event) => {
      if (event.target.matches("[data-finds]")) close(rowOf(event.target));
    });
    document.querySelector("[data-adds-row]").addEventListener("click", () => addRow()?.querySelector("[data-finds]").focus());
    document.querySelector("[data-spreads]").addEventListener("click", spread);
    rows()[0]?.querySelector("[data-finds]").focus();
  });
})();
