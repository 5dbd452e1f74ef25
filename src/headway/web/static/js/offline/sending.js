// Sends what waits, one contact at a time and each until it is answered; its id makes that it counts once.
self.headway.sending = (() => {
  "use strict";
  const { store } = self.headway;
  const PATIENCE = 30000;
  const news = "BroadcastChannel" in self ? new BroadcastChannel("headway-queue") : null;

  const tell = (message) => news?.postMessage(message);

  const uid = () => {
    if (self.crypto.randomUUID) return self.crypto.randomUUID();
    // Over a connection that is not secure browsers have only this.
    const bytes = self.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  // A proxy answers like this for a server that is not there; the server itself where only its numbers are out of reach.
  const isDown = (answer) =>
    [502, 503, 504].includes(answer.status) && !answer.headers.has("Headway-Facts-Out-Of-Reach");

  const ask = async (options = {}) => {
    const timed = AbortSignal.timeout ? { signal: AbortSignal.timeout(PATIENCE) } : {};
    try {
      return await fetch("/queue", { cache: "no-store", credentials: "same-origin", ...timed, ...options });
    } catch {
      return null;
    }
  };

  const told = async (answer) => {
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? answer.json().catch(() => null) : null;
  };

  // Who is signed in here: nobody answers with null, and a stranger with the user 0.
  const whoIsThere = async () => {
    const answer = await ask();
    if (answer?.status === 401) return { user: 0 };
    if (!answer?.ok) return null;
    const who = await told(answer);
    if (who) await store.setAbout("known", who.now);
    return who;
  };

  const dependsOn = (entry, others) =>
    entry.fields.some(([, value]) => value.startsWith(store.OF) && others.has(value.slice(store.OF.length)));

  // Returns whether the server was there.
  const sendOne = async (entry, who) => {
    // From here on it may be in the log, whatever we hear.
    await store.changeEntry(entry.uid, { tries: entry.tries + 1 });
    tell({ uid: entry.uid, state: "sending" });
    const { uid: id, user, fields, noted_at, known_at, position } = entry;
    const sent_at = new Date().toISOString();
    const answer = await ask({
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": who.token },
      body: JSON.stringify({ uid: id, user, fields, noted_at, known_at, position, sent_at }),
    });
    const said = answer && (await told(answer));
    if (answer?.ok && said) {
      await store.removeEntry(id);
      tell({ uid: id, state: "sent", words: said.words, clock: said.clock });
    } else if (said?.error && [400, 403, 422].includes(answer.status)) {
      await store.changeEntry(id, { tries: 0, state: "refused", sentence: said.error });
      tell({ uid: id, state: "refused" });
    } else {
      tell({ uid: id, state: "waiting" });
    }
    return Boolean(answer) && !isDown(answer) && answer.status !== 401;
  };

  const sendAll = async () => {
    const waiting = (await store.entries()).filter((entry) => entry.state === "waiting");
    if (!waiting.length) return "nothing";
    const who = await whoIsThere();
    if (!who) return "alone";
    if (!who.user) return "signed out";
    let isAnySent = false;
    for (const { uid: id, user } of waiting) {
      if (user !== who.user) continue;
      // It may have been mended, sent or deleted meanwhile.
      const [entry, left] = [await store.entry(id), new Set((await store.entries()).map((each) => each.uid))];
      if (entry?.state !== "waiting" || dependsOn(entry, left)) continue;
      if (!(await sendOne(entry, who))) return "alone";
      isAnySent = true;
    }
    return isAnySent ? "done" : "nothing";
  };

  // Two pages and the worker may want to at once: one is enough.
  const send = async () => {
    if (!self.navigator.locks) return sendAll();
    return self.navigator.locks.request("headway-queue", { ifAvailable: true }, (lock) => (lock ? sendAll() : "busy"));
  };

  // Browsers that know how to send in the background do so even when no page is open.
  const askToBeWoken = async () => {
    self.navigator.storage?.persist?.().catch(() => {});
    const worker = self.registration ?? (await self.navigator.serviceWorker?.getRegistration());
    await worker?.sync?.register("headway-queue").catch(() => {});
  };

  // Keeps a contact, as the fields of its form, and sees that it is sent. Returns its id, or nothing for a stranger's.
  const add = async (fields) => {
    const user = await store.about("user");
    if (!user) return null;
    const own = fields.filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "next", "uid"].includes(name));
    const id = fields.find(([name]) => name === "uid")?.[1] || uid();
    const said = Object.fromEntries(own);
    const [noted_at, known_at] = [new Date().toISOString(), await store.about("known")];
    // Whatever the copy of the clients is like, what was written is kept.
    const words = await store.wordsOf(said).catch(() => ({}));
    await store.addEntry({ uid: id, user, fields: own, noted_at, known_at, state: "waiting", sentence: "", tries: 0, words });
    await store.carryOn(id, said).catch(() => {});
    tell({ uid: id, state: "waiting" });
    await askToBeWoken();
    return id;
  };

  // A grid is one form for many contacts: each row that says something waits by itself, under the id it has.
  const SAYS = ["client", "client_name", "stage", "note", "at", "minutes"];
  const addRows = async (fields) => {
    const said = new Map(fields);
    const clients = await store.clients();
    const added = [];
    for (const [, id] of fields.filter(([name]) => name === "row")) {
      const of = (name) => String(said.get(`${id}-${name}`) ?? "").trim();
      if (!SAYS.some(of)) continue;
      const own = ["client", "client_name", "deal", "kind", "stage", "note", "minutes", "step_in"].map((name) => [name, of(name)]);
      if (of("at")) own.push(["when", `${today()}T${of("at")}`]);
      if (!of("client")) {
        const [same, ...others] = clients.filter((each) => store.fold(each.name) === store.fold(of("client_name")));
        if (same && !others.length) own.push(["client", String(same.id)]);
        // Letters that nobody could look up are no new client before somebody says so.
        else if (!of("is_new")) own.push(["must_exist", "1"]);
      }
      added.push(await add([["uid", id], ...own.filter(([, value]) => value)]));
    }
    return added.some(Boolean);
  };

  const today = () => {
    const two = (number) => String(number).padStart(2, "0");
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  return { add, addRows, send, tell, isDown, whoIsThere };
})();
