// The form of a contact: the day of the next step, a timer that outlives the page, and saving by Ctrl or Cmd and Enter.
(() => {
  "use strict";
  const LONGEST = 24 * 60 * 60 * 1000;
  const user = () => document.documentElement.dataset.user ?? document.querySelector("[data-user]")?.dataset.user ?? "";
  const name = () => `headway-timer-${user()}`;

  const dayIn = (days) => {
    const day = new Date();
    day.setDate(day.getDate() + days);
    const two = (number) => String(number).padStart(2, "0");
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };

  document.addEventListener("change", (event) => {
    const { setsDay } = event.target.dataset;
    if (!setsDay) return;
    const field = document.getElementById(setsDay);
    const days = Number(event.target.value);
    if (days) field.value = dayIn(days);
    else if (event.target.value) field.focus();
    else field.value = "";
  });

  const running = () => {
    try {
      const timer = JSON.parse(localStorage.getItem(name()));
      return timer && Date.now() - timer.since < LONGEST ? timer : null;
    } catch {
      return null;
    }
  };

  const written = (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  };

  const start = (line) => {
    const timer = { client: line.dataset.timerOf, name: line.dataset.timerName, since: Date.now() };
    localStorage.setItem(name(), JSON.stringify(timer));
    show();
  };

  // What the timer counted goes into the field of minutes, unless somebody has written another number there.
  const stop = (form) => {
    const timer = running();
    localStorage.removeItem(name());
    const minutes = form?.querySelector("[name=minutes]");
    if (timer && minutes && !minutes.value) {
      minutes.value = Math.max(1, Math.round((Date.now() - timer.since) / 60000));
      for (const quick of form.querySelectorAll("[name=quick]:checked")) quick.checked = false;
    }
    show();
  };

  const lineOf = (timer) => document.querySelector(`[data-timer-of="${CSS.escape(timer?.client ?? "")}"]`);

  // Where the form is not open, the head of the page says that the timer runs, and leads to the form.
  const showChips = (timer, isElsewhere) => {
    for (const head of document.querySelectorAll(".frame-top, .frame-side")) {
      let chip = head.querySelector(".timer-chip");
      if (!isElsewhere) {
        chip?.remove();
        continue;
      }
      if (!chip) {
        chip = document.createElement("a");
        chip.className = "timer-chip";
        chip.href = `/contacts/new?client=${encodeURIComponent(timer.client)}&kind=call`;
        chip.append(document.createElement("b"), document.createElement("span"));
        chip.firstChild.className = "num";
        chip.lastChild.className = "cut";
        head.querySelector(".brand").after(chip);
      }
      chip.firstChild.textContent = written(Date.now() - timer.since);
      chip.lastChild.textContent = timer.name;
    }
  };

  const show = () => {
    const timer = running();
    for (const line of document.querySelectorAll("[data-timer-of]")) {
      const isHere = timer?.client === line.dataset.timerOf;
      line.querySelector("button[data-timer-start]").hidden = Boolean(timer);
      line.querySelector("[data-timer-runs]").hidden = !isHere;
      if (isHere) line.querySelector("[data-timer-clock]").textContent = written(Date.now() - timer.since);
    }
    showChips(timer, Boolean(timer) && !lineOf(timer));
  };

  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-timer-of]");
    if (!line) return;
    if (event.target.closest("[data-timer-start]")) {
      start(line);
      const call = line.closest("form").querySelector("[name=kind][value=call]");
      if (call && !line.closest("form").querySelector("[name=kind]:checked")) call.checked = true;
    }
    if (event.target.closest("[data-timer-stop]")) stop(line.closest("form"));
  });

  // Before anybody else reads the form.
  document.addEventListener(
    "submit",
    (event) => {
      const timer = running();
      if (timer && event.target.querySelector?.(`[data-timer-of="${CSS.escape(timer.client)}"]`)) stop(event.target);
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.target.closest("form#log, form[data-saves]")?.requestSubmit();
  });

  // On a phone the keyboard would cover the clients to tap on.
  const typeFirst = () => {
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) document.querySelector("[data-types-first]")?.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    typeFirst();
    show();
    setInterval(show, 1000);
  });
  document.addEventListener("htmx:load", show);
})();
