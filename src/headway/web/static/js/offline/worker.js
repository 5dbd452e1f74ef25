// Answers in place of a server that cannot be reached: the page for contacts, its files, and a form that was sent to nobody.
(() => {
  "use strict";
  const { page, form, grid, files, areNamedByContent } = self.headwayPlaces;
  const { sending } = self.headway;
  const CACHE = "headway";
  const PATIENCE = 6000;
  const NOT_OURS = /^\/(account|api|static)\//;
  // Their headers say that they differ by reader; a phone has one.
  const ANY = { ignoreVary: true };

  // The page with every file that it names; the old ones stay until the new ones are all here.
  const keepPage = async () => {
    const answer = await fetch(page, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const cache = await caches.open(CACHE);
    const text = await answer.clone().text();
    const named = [...text.matchAll(/(?:src|href)="([^"#?]+)/g)].map(([, address]) => address);
    const needed = new Set(named.filter((address) => address.startsWith(files)));
    for (const address of needed) {
      if (!areNamedByContent || !(await cache.match(address, ANY))) await cache.add(address);
    }
    await cache.put(page, answer);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname !== page && !needed.has(pathname)) await cache.delete(request, ANY);
    }
    sending.tell({ state: "ready" });
  };

  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(keepPage)));

  self.addEventListener("message", (event) => {
    if (event.data === "keep the page") event.waitUntil(keepPage());
  });

  self.addEventListener("sync", (event) => {
    if (event.tag !== "headway-queue") return;
    const send = async () => {
      // A promise that fails is tried again later by the browser.
      if ((await sending.send()) === "alone") throw new Error("Headway cannot be reached.");
    };
    event.waitUntil(send());
  });

  // Reminders of next steps are shown by whatever page is open; a tap on one leads to its contact.
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const address = new URL(event.notification.data?.url ?? "/", self.location.origin);
    if (address.origin === self.location.origin) event.waitUntil(self.clients.openWindow(address.href));
  });

  const fromFiles = async (request) => {
    const kept = await caches.match(request, ANY);
    if (kept && areNamedByContent) return kept;
    const answer = await fetch(request).catch(() => null);
    return answer ?? kept ?? Response.error();
  };

  const patiently = (answer) => {
    let timer;
    const late = new Promise((_, refuse) => {
      timer = setTimeout(() => refuse(new Error("No answer yet.")), PATIENCE);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  };

  const openPage = async (request) => {
    const kept = await caches.match(page, ANY);
    const asked = fetch(request);
    const isForContacts = new URL(request.url).pathname === form;
    const answer = await (kept && isForContacts ? patiently(asked) : asked).catch(() => null);
    if (answer && !(kept && sending.isDown(answer))) return answer;
    return kept ?? Response.error();
  };

  // The form has its id: whether or not the server has heard of it, it may be sent again.
  const sendForm = async (request, keep) => {
    const copy = request.clone();
    const answer = await fetch(request).catch(() => null);
    if (answer && !sending.isDown(answer)) return answer;
    const fields = [...(await copy.formData()).entries()];
    if (!(await keep(fields))) return answer ?? Response.error();
    const isFragment = request.headers.has("HX-Request");
    return isFragment ? new Response(null, { headers: { "HX-Redirect": page } }) : Response.redirect(page, 303);
  };

  // What cannot wait stays on its page as it was typed: an answer without content leads nowhere.
  const sendOrStay = async (request) => {
    const answer = await fetch(request).catch(() => null);
    if (answer && !sending.isDown(answer)) return answer;
    sending.tell({ state: "unreachable" });
    return new Response(null, { status: 204 });
  };

  // Files are too large to pass through here.
  const isTyped = (request) => request.mode === "navigate" && !request.headers.get("Content-Type")?.startsWith("multipart/");

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    const isPost = request.method === "POST";
    if (isPost && url.pathname === form) event.respondWith(sendForm(request, sending.add));
    else if (isPost && url.pathname === grid) event.respondWith(sendForm(request, sending.addRows));
    else if (isPost && isTyped(request) && !NOT_OURS.test(url.pathname)) event.respondWith(sendOrStay(request));
    else if (request.method !== "GET") return;
    else if (request.mode === "navigate" && !NOT_OURS.test(url.pathname)) event.respondWith(openPage(request));
    else if (url.pathname.startsWith(files)) event.respondWith(fromFiles(request));
  });
})();
