// The keys of a desktop: the finder, jumps to pages, stages by digits. None of them acts while somebody is typing.
(() => {
  "use strict";
  const CHORD = 1200;
  const TEXTUAL = "input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, select, [contenteditable]";
  let chordSince = 0;
  let openedFrom = null;

  const palette = () => document.getElementById("palette");
  const input = () => palette().querySelector("[type=search]");
  const hits = () => [...palette().querySelectorAll("[data-hit]")];
  const chosen = () => palette().querySelector("[data-hit].is-chosen");

  const choose = (hit) => {
    chosen()?.classList.remove("is-chosen");
    if (!hit) {
      input().removeAttribute("aria-activedescendant");
      return;
    }
    hit.classList.add("is-chosen");
    hit.scrollIntoView({ block: "nearest" });
    input().setAttribute("aria-activedescendant", hit.querySelector("a").id);
  };

  const step = (by) => {
    const all = hits();
    const place = all.indexOf(chosen());
    choose(all[(place + by + all.length) % all.length]);
  };

  const open = (dialog) => {
    if (dialog.open) return;
    openedFrom = document.activeElement;
    dialog.showModal();
    if (dialog !== palette()) return;
    input().select();
    input().dispatchEvent(new Event("palette-opens"));
  };

  const onKeyInPalette = (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Escape") palette().close();
    else if (event.key === "Enter" && chosen() && event.target === input()) chosen().querySelector("a").click();
    else return;
    event.preventDefault();
  };

  const chooseStage = (digit) => {
    const stage = document.getElementById(`stage-${digit}`);
    if (!stage) return false;
    stage.checked = true;
    stage.dispatchEvent(new Event("change", { bubbles: true }));
    stage.focus();
    return true;
  };

  const jump = (key) => document.querySelector(`[data-goes="${CSS.escape(key)}"]`)?.click();

  // A letter is the key that carries it, whichever alphabet the keyboard writes.
  const letterOf = (event) => (/^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key);

  const onPlainKey = (event) => {
    const isChord = Date.now() - chordSince < CHORD;
    const letter = event.shiftKey ? "" : letterOf(event);
    chordSince = 0;
    if (isChord) jump(letter);
    else if (letter === "g") chordSince = Date.now();
    else if (letter === "c" && palette().dataset.log) location.assign(palette().dataset.log);
    else if (event.key === "/") open(palette());
    else if (event.key === "?") open(document.getElementById("keys"));
    else if (!/^[1-9]$/.test(event.key) || !chooseStage(event.key)) return;
    event.preventDefault();
  };

  document.addEventListener("keydown", (event) => {
    if (!palette() || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && letterOf(event) === "k") {
      event.preventDefault();
      open(palette());
    } else if (palette().open) {
      onKeyInPalette(event);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) {
      const isTyping = event.target.closest?.(TEXTUAL);
      if (!isTyping && !document.querySelector("dialog[open]")) onPlainKey(event);
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(document.getElementById(opener.dataset.opens));
    }
    if (event.target.closest("[data-closes]") || event.target.matches("dialog.palette")) {
      event.target.closest("dialog").close();
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "found-here") choose(hits()[0]);
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const dialog of document.querySelectorAll("dialog.palette")) {
      dialog.addEventListener("close", () => openedFrom?.focus?.());
    }
  });
})();
