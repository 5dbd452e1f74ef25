// What pages do beyond plain HTML: menus that close, toasts that leave, forms that are sent once.
(() => {
  "use strict";
  const TOAST_STAYS = 12000;

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    const close = event.target.closest("[data-close-toast]");
    if (close) close.closest("[data-toast]").remove();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });

  // The server counts a form sent twice once; this only spares the second wait.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method === "post") form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // A page made for paper asks for the printer once: not when one comes back to it.
  window.addEventListener("load", () => {
    const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if (isNew && document.querySelector("[data-prints]")) window.print();
  });

  // The quick durations fill the field beside them, which is what is sent.
  document.addEventListener("change", (event) => {
    const filled = event.target.dataset.fills;
    if (filled) document.getElementById(filled).value = event.target.value;
  });

  // Browsers keep passkeys for names, not for addresses in digits, and for connections nobody can read.
  const takesPasskeys = window.isSecureContext && !/^[\d.]+$|:/.test(location.hostname);

  const centre = (element) => {
    const box = element.getBoundingClientRect();
    return box.left + box.width / 2;
  };

  // Tabs that are wider than the screen begin at the one that is shown, and fade where there are more.
  const lead = (tabs) => {
    const fade = () => {
      const left = tabs.scrollLeft;
      tabs.classList.toggle("has-before", left > 1);
      tabs.classList.toggle("has-after", left + tabs.clientWidth < tabs.scrollWidth - 1);
    };
    const current = tabs.querySelector("[aria-current]");
    if (current) tabs.scrollLeft += centre(current) - centre(tabs);
    tabs.addEventListener("scroll", fade, { passive: true });
    window.addEventListener("resize", fade);
    fade();
  };

  const welcome = (root) => {
    for (const tabs of root.querySelectorAll(".tabs")) lead(tabs);
    for (const toast of root.querySelectorAll("[data-toast]")) {
      toast.querySelector("[data-close-toast]").hidden = false;
      setTimeout(() => {
        if (!toast.matches(":hover, :focus-within")) toast.remove();
      }, TOAST_STAYS);
    }
    for (const spare of root.querySelectorAll("[data-without-script]")) spare.hidden = true;
    for (const button of root.querySelectorAll("[data-passkey]")) button.hidden = !takesPasskeys;
    for (const field of root.querySelectorAll("select[data-submits]")) {
      field.addEventListener("change", () => field.form.requestSubmit());
    }
    // A box that stands for all of a list, and says so only where they all are checked.
    for (const all of root.querySelectorAll("[data-checks]")) {
      const each = () => [...all.form.querySelectorAll(`[name="${all.dataset.checks}"]`)];
      const follow = () => (all.checked = each().every((box) => box.checked));
      all.closest("label").hidden = false;
      all.addEventListener("change", () => each().forEach((box) => (box.checked = all.checked)));
      all.form.addEventListener("change", follow);
      follow();
    }
  };
  document.addEventListener("DOMContentLoaded", () => welcome(document));
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) welcome(event.target);
  });
})();
