// Reminds of a next step whose time is near, while a page is open and the reader has asked for it.
(() => {
  "use strict";
  const EVERY = 60000;
  const ADDRESS = "/steps/due";
  const TOLD = "headway-reminded";

  const isSupported = "Notification" in window && window.isSecureContext;

  const told = () => {
    try {
      return JSON.parse(localStorage.getItem(TOLD)) || [];
    } catch {
      return [];
    }
  };

  // The latest are enough: a step is near for some minutes only. Two open pages share the list.
  const remember = (uid) => {
    try {
      localStorage.setItem(TOLD, JSON.stringify([...told(), uid].slice(-50)));
    } catch {
      // Without a memory of its own the browser still shows one notification for each tag.
    }
  };

  const show = async (step) => {
    const time = new Date(step.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const options = { body: [time, step.body].filter(Boolean).join(" · "), tag: step.uid, data: { url: step.url } };
    // Phones show notifications only through the service worker, where there is one.
    const worker = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration());
    if (worker && worker.active) {
      await worker.showNotification(step.title, options);
      return;
    }
    const shown = new Notification(step.title, options);
    shown.addEventListener("click", () => {
      window.focus();
      location.assign(step.url);
    });
  };

  const look = async () => {
    if (Notification.permission !== "granted") return;
    try {
      const answer = await fetch(ADDRESS, { headers: { Accept: "application/json" }, redirect: "error" });
      if (!answer.ok) return;
      const { steps } = await answer.json();
      for (const step of steps) {
        if (told().includes(step.uid)) continue;
        remember(step.uid);
        await show(step);
      }
    } catch {
      // Without a connection, or signed out: there is nothing to remind of until the next look.
    }
  };

  // The browser is asked for its permission by a tap, never by itself.
  const offer = (button) => {
    button.hidden = Notification.permission !== "default";
    button.addEventListener("click", async () => {
      await Notification.requestPermission();
      button.hidden = Notification.permission !== "default";
      look();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!isSupported || !document.querySelector(".frame-side .menu")) return;
    for (const button of document.querySelectorAll("[data-notify]")) offer(button);
    look();
    setInterval(look, EVERY);
  });
})();
