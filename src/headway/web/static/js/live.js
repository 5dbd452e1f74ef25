// Keeps the parts of a page marked `data-live` up to date while somebody looks at them.
(() => {
  "use strict";
  const EVERY = 15000;

  const keepFocus = (part, change) => {
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    change();
    if (focused) part.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  };

  const keepUp = (part) => {
    let etag = part.dataset.live;
    const look = async () => {
      if (document.hidden) return;
      const answer = await fetch(location.href, { headers: { "X-Live": "1", "If-None-Match": etag }, cache: "no-store" });
      // Whoever was signed out meanwhile is sent elsewhere: leave the page as it is.
      if (answer.status !== 200 || answer.redirected || !answer.headers.get("ETag")) return;
      const text = await answer.text();
      etag = answer.headers.get("ETag");
      keepFocus(part, () => {
        part.innerHTML = text;
      });
    };
    const lookQuietly = () => look().catch(() => {});
    setInterval(lookQuietly, EVERY);
    document.addEventListener("visibilitychange", lookQuietly);
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll("[data-live]")) keepUp(part);
  });
})();
