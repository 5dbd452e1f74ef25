// What this phone keeps by itself: contacts that wait to be sent, and a copy of the clients that one may write about.
self.headway = self.headway || {};
self.headway.store = (() => {
  "use strict";
  const NAME = "headway";
  const VERSION = 1;
  // What "of-" and the id of a contact stand for: the client or the deal that this contact opens.
  const OF = "of-";
  const NEW = "new";
  let opened = null;

  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("entries", { keyPath: "uid" });
        request.result.createObjectStore("clients", { keyPath: "id" });
        request.result.createObjectStore("about", { keyPath: "name" });
      };
      request.onsuccess = () => {
        const database = request.result;
        database.onversionchange = () => {
          database.close();
          opened = null;
        };
        resolve(database);
      };
      request.onerror = () => {
        opened = null;
        reject(request.error);
      };
    });
    return opened;
  };

  // Runs some work in one transaction; what it returns is there when everything is on the disk.
  const inside = async (names, mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      let outcome;
      transaction.oncomplete = () => resolve(outcome instanceof IDBRequest ? outcome.result : outcome);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      outcome = work(...names.map((name) => transaction.objectStore(name)));
    });
  };

  const about = async (name) => (await inside(["about"], "readonly", (store) => store.get(name)))?.value ?? null;
  const setAbout = (name, value) => inside(["about"], "readwrite", (store) => store.put({ name, value }));

  // A place in the order of writing: in microseconds like the server's, and never back, whatever the clock does.
  const addEntry = (entry) =>
    inside(["entries", "about"], "readwrite", (entries, words) => {
      const asked = words.get("counter");
      asked.onsuccess = () => {
        const position = Math.max((asked.result?.value ?? 0) + 1, Date.now() * 1000);
        words.put({ name: "counter", value: position });
        entries.put({ ...entry, position });
      };
    });

  const entry = (uid) => inside(["entries"], "readonly", (store) => store.get(uid));
  // Nothing comes back that was deleted meanwhile.
  const changeEntry = (uid, change) =>
    inside(["entries"], "readwrite", (store) => {
      const asked = store.get(uid);
      asked.onsuccess = () => asked.result && store.put({ ...asked.result, ...change });
    });
  const removeEntry = (uid) => inside(["entries"], "readwrite", (store) => store.delete(uid));
  const entries = async () => {
    const found = await inside(["entries"], "readonly", (store) => store.getAll());
    return found.sort((one, other) => one.position - other.position);
  };

  // As the server folds it, so that the same letters find the same clients.
  const LETTERS = { ё: "е", ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae" };
  const fold = (text) => {
    const bare = text.toLowerCase().replaceAll("й", "\ue000").normalize("NFKD").replace(/\p{M}/gu, "");
    return bare.replaceAll("\ue000", "й").replace(/[ёßøłđæ]/g, (letter) => LETTERS[letter]).split(/\s+/).filter(Boolean).join(" ");
  };

  const matches = (client, text) => {
    const digits = text.replace(/\D/g, "");
    const words = fold(text).split(" ");
    return words.every((word) => client.key.includes(word)) || (digits.length >= 4 && client.key.includes(digits));
  };

  // Those spoken to last come first.
  const clients = async () => {
    const found = await inside(["clients"], "readonly", (store) => store.getAll());
    return found.sort((one, other) => one.rank - other.rank);
  };
  const client = (id) => inside(["clients"], "readonly", (store) => store.get(id));
  // As a form names it: by its number, or by the contact that opens it.
  const clientNamed = (id) => client(id.startsWith(OF) ? id : Number(id));
  const latestDeal = (whom) => whom?.deals.find((deal) => !deal.isClosed);

  const funnels = async () => (await about("funnels")) ?? [];
  const funnelOf = (all, deal) => all.find((funnel) => funnel.id === deal?.funnel) ?? all[0];
  const stageOf = (funnel, id) => [...(funnel?.stages ?? []), funnel?.lost].find((stage) => stage?.id === id);

  // What the fields of a form mean, as far as this phone knows.
  const meant = async (said) => {
    const [whom, all] = [said.client && (await clientNamed(said.client)), await funnels()];
    const deal = whom?.deals.find((each) => String(each.id) === said.deal);
    const chosen = all.find((each) => String(each.id) === said.funnel) ?? all[0];
    const funnel = said.deal === NEW ? chosen : deal && funnelOf(all, deal);
    return { whom, deal, funnel, stage: stageOf(funnel, Number(said.stage)) };
  };

  const wordsOf = async (said) => {
    const { whom, deal, stage } = await meant(said);
    const [name, about] = [whom?.name ?? said.client_name, deal?.name ?? said.deal_name];
    return { client: name ?? "", deal: about ?? "", stage: stage ? `→ ${stage.name}` : "" };
  };

  // The copy goes on as the server will, so that the next contact starts where this one ends.
  const carryOn = async (uid, said) => {
    const { whom, deal, funnel, stage } = await meant(said);
    // Nobody is opened by a name that the server is to ask about.
    if (!whom && (said.client || said.must_exist || !said.client_name)) return;
    const id = `${OF}${uid}`;
    const known = whom ?? { id, name: said.client_name, key: ` ${fold(said.client_name)}`, deals: [] };
    const deals = known.deals.filter((each) => each.id !== id);
    const opened = { id, name: said.deal_name || known.name, funnel: funnel?.id, stage: funnel?.stages[0]?.id };
    const about = said.deal === NEW ? opened : deal;
    if (said.deal === NEW) deals.unshift(opened);
    if (about && stage) Object.assign(about, { stage: stage.id, isClosed: Boolean(stage.is_won || stage === funnel.lost) });
    await inside(["clients"], "readwrite", (store) => store.put({ ...known, deals, rank: -Date.now() }));
  };

  // The fresh copy in place of the old one; what waits to be sent has opened stays until it is sent.
  const replaceClients = async (fresh) => {
    const waiting = new Set((await entries()).map((each) => each.uid));
    const isOpenedHere = (id) => typeof id === "string" && id.startsWith(OF) && waiting.has(id.slice(OF.length));
    const old = await clients();
    const kept = old.filter((each) => isOpenedHere(each.id));
    const added = new Map(old.map((each) => [each.id, each.deals.filter((deal) => isOpenedHere(deal.id))]));
    await inside(["clients"], "readwrite", (store) => {
      store.clear();
      fresh.forEach((each, rank) => store.put({ ...each, rank, deals: [...(added.get(each.id) ?? []), ...each.deals] }));
      for (const each of kept) store.put(each);
    });
  };

  // Everything of one user but the contacts that were not sent yet: those nobody else has.
  const forget = () =>
    inside(["clients", "about"], "readwrite", (copies, words) => {
      copies.clear();
      for (const name of ["user", "copied", "look", "known", "funnels"]) words.delete(name);
    });

  return {
    OF, NEW, about, setAbout, addEntry, entry, changeEntry, removeEntry, entries, clients, client, clientNamed, latestDeal,
    funnels, funnelOf, stageOf, wordsOf, carryOn, replaceClients, forget, fold, matches,
  };
})();
