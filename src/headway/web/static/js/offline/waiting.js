// On every page: keeps the phone's copy fresh for whoever is signed in, shows what waits, and sends it when it can.
(() => {
  "use strict";
  const { store, sending } = self.headway;
  const EVERY = 20000;
  const FRESH_FOR = 30 * 60 * 1000;
  const LEFT = "headway-left";
  const news = "BroadcastChannel" in window ? new BroadcastChannel("headway-queue") : null;
  let bar;
  let mine = 0;
  let isOut = false;

  const counted = (forms, count) => {
    const all = JSON.parse(forms);
    const form = all[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? all.other;
    return form.replace("%(n)s", new Intl.NumberFormat(document.documentElement.lang).format(count));
  };
  self.headway.counted = counted;

  const forget = async () => {
    await store.forget();
    if (!("caches" in window)) return;
    await caches.delete("headway");
  };

  // What lies here belongs to one user: it goes when they sign out, and when another signs in.
  const settleUser = async (user) => {
    if (localStorage.getItem(LEFT)) {
      await forget();
      localStorage.removeItem(LEFT);
    }
    if (!user) return;
    const known = await store.about("user");
    if (known && known !== user) await forget();
    await store.setAbout("user", user);
  };

  const look = (user) => [user, document.documentElement.lang, document.documentElement.dataset.theme ?? ""].join(" ");

  const refreshCopy = async (user, isWanted) => {
    // Without a worker no page opens without a connection, and a copy would lie here for nothing.
    if (!navigator.serviceWorker) return;
    const age = Date.now() - ((await store.about("copied")) ?? 0);
    const isWhole = (await store.about("funnels")) !== null;
    const isFresh = isWhole && age >= 0 && age < FRESH_FOR && (await store.about("look")) === look(user);
    if (isFresh && !isWanted) return;
    const answer = await fetch(bar.dataset.copy, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const copy = await answer.json();
    if (copy.user !== user) return;
    await store.replaceClients(copy.clients);
    await store.setAbout("funnels", copy.funnels);
    await store.setAbout("known", copy.at);
    await store.setAbout("look", look(user));
    await store.setAbout("copied", Date.now());
    document.dispatchEvent(new CustomEvent("headway:copied"));
    (await navigator.serviceWorker.ready).active.postMessage("keep the page");
  };

  const show = async (user) => {
    const entries = await store.entries();
    const own = user ? entries.filter((entry) => entry.user === user) : entries;
    const refused = own.filter((entry) => entry.state === "refused").length;
    mine = own.length;
    const words = [];
    if (isOut && mine) words.push(counted(bar.dataset.signIn, mine));
    if (!isOut && mine > refused) words.push(counted(bar.dataset.waiting, mine - refused));
    if (!isOut && refused) words.push(counted(bar.dataset.refused, refused));
    const list = document.getElementById("queue") ? "#queue" : bar.dataset.page;
    bar.href = isOut ? bar.dataset.enter : list;
    bar.querySelector("span").textContent = words.join(" ");
    bar.hidden = !words.length;
  };

  const attempt = async (user) => {
    if (!user || !mine) return;
    const outcome = await sending.send();
    document.dispatchEvent(new CustomEvent("headway:tried", { detail: outcome }));
    if (!["busy", "nothing"].includes(outcome)) isOut = outcome === "signed out";
    await show(user);
    // Deals have moved: the copy is told so.
    if (outcome === "done") await refreshCopy(user, true);
  };

  // Only where no worker stands behind the page: it does this better, and without a connection at all.
  const keepForm = async (event) => {
    const form = event.target;
    if (form.method !== "post" || navigator.onLine || navigator.serviceWorker?.controller) return;
    event.preventDefault();
    const keep = { [bar.dataset.form]: sending.add, [bar.dataset.grid]: sending.addRows }[new URL(form.action, location.href).pathname];
    if (!keep) return stay(form);
    if (!(await keep([...new FormData(form).entries()]))) return;
    const note = document.createElement("div");
    note.className = "note";
    note.textContent = bar.dataset.kept;
    form.replaceWith(note);
  };

  // What is typed into any other form stays there, with a word why.
  let posted = null;
  const stay = (form) => {
    forgetWord(form);
    // After whoever marks it as sent.
    setTimeout(() => delete form.dataset.sent);
    const word = document.createElement("div");
    Object.assign(word, { className: "note note-warm", role: "alert", textContent: bar.dataset.stays });
    word.dataset.stays = "";
    form.append(word);
    word.scrollIntoView({ block: "center" });
  };
  const forgetWord = (form) => form.querySelector("[data-stays]")?.remove();
  const remember = (event) => {
    if (event.target.method !== "post") return;
    posted = event.target;
    forgetWord(posted);
  };

  const leave = (event) => {
    if (new URL(event.target.action, location.href).pathname !== bar.dataset.leave) return;
    if (mine && !window.confirm(counted(bar.dataset.leaving, mine))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    localStorage.setItem(LEFT, "1");
  };

  // What somebody asked for and nobody answered: the page for contacts without a connection does instead.
  // A part that came with a page, or that asks again by itself, takes nobody away from what they read.
  const goAlone = (event) => {
    const form = event.target.closest?.("form[method=post]");
    if (form) return stay(form);
    if (!event.detail.requestConfig.triggeringEvent?.isTrusted) return;
    const address = event.target.getAttribute?.("href");
    if (navigator.serviceWorker?.controller) location.assign(address ?? bar.dataset.page);
  };

  const begin = async () => {
    bar = document.getElementById("waiting");
    if (!bar || !window.indexedDB) return;
    const user = Number(bar.dataset.user);
    isOut = !user;
    document.addEventListener("submit", leave, true);
    document.addEventListener("submit", remember, true);
    document.addEventListener("submit", keepForm, true);
    document.addEventListener("htmx:sendError", goAlone);
    await settleUser(user);
    news?.addEventListener("message", ({ data }) => {
      if (data.state === "ready") bar.dataset.ready = "1";
      else if (data.state === "unreachable") posted?.isConnected && !document.hidden && stay(posted);
      else show(user);
    });
    await show(user);
    if (!user) return;
    navigator.serviceWorker?.register(bar.dataset.worker).catch(() => {});
    const tryNow = () => attempt(user).catch(() => {});
    window.addEventListener("online", tryNow);
    document.addEventListener("headway:written", () => show(user).then(tryNow));
    document.addEventListener("visibilitychange", () => document.hidden || tryNow());
    setInterval(() => document.hidden || tryNow(), EVERY);
    await attempt(user);
    await refreshCopy(user, false);
  };
  document.addEventListener("DOMContentLoaded", () => begin().catch(() => {}));
})();
