// What waits on this phone, one line each: where it stands, and a way to mend or delete it.
self.headway.queue = (() => {
  "use strict";
  const { store } = self.headway;
  const BADGES = { waiting: "badge-calm", sending: "badge-calm", sent: "badge-brand", refused: "badge-bad" };
  const sent = new Map();
  const underway = new Set();
  let seen = new Map();
  const news = "BroadcastChannel" in window ? new BroadcastChannel("headway-queue") : null;
  const part = (id) => document.getElementById(id);
  const language = () => document.documentElement.lang;

  const clock = (entry) => {
    const said = entry.fields.find(([name]) => name === "when")?.[1];
    const style = { dateStyle: "medium", timeStyle: "short" };
    return new Intl.DateTimeFormat(language(), style).format(new Date(said || entry.noted_at));
  };

  const words = async (entry) => {
    const field = (name) => entry.fields.find(([own]) => own === name)?.[1] ?? "";
    const kind = field("kind");
    // A form that was kept by the worker has no words of its own.
    if (entry.said) return { kind, client: entry.said, line: clock(entry) };
    const client = entry.words.client || field("client_name") || (await store.clientNamed(field("client")))?.name || "—";
    return { kind, client, line: [entry.words.deal, entry.words.stage, clock(entry)].filter(Boolean).join(" · ") };
  };

  const line = async (entry, state) => {
    const row = part("entry").content.firstElementChild.cloneNode(true);
    const list = part("entries");
    const told = await words(entry);
    const icon = document.querySelector(`[data-kind-icon="${CSS.escape(told.kind)}"]`);
    if (icon) row.querySelector(".entry-kind").append(icon.content.cloneNode(true));
    row.dataset.state = state;
    row.dataset.uid = entry.uid;
    row.querySelector("b").textContent = told.client;
    row.querySelector(".entry-words").textContent = told.line;
    const badge = row.querySelector(".badge");
    badge.classList.add(BADGES[state]);
    badge.textContent = list.dataset[state];
    const said = row.querySelector(".entry-said");
    said.textContent = entry.sentence;
    said.hidden = !entry.sentence;
    const [mend, remove] = [row.querySelector("[data-mend]"), row.querySelector("[data-delete]")];
    // What may have reached the log is not changed behind its back.
    mend.hidden = !(state === "refused" || (state === "waiting" && !entry.tries));
    remove.hidden = ["sent", "sending"].includes(state);
    mend.addEventListener("click", () => document.dispatchEvent(new CustomEvent("headway:mend", { detail: entry })));
    remove.addEventListener("click", () => drop(entry));
    return row;
  };

  const drop = async (entry) => {
    const list = part("entries");
    if (!window.confirm(entry.tries ? list.dataset.deleteTried : list.dataset.delete)) return;
    await store.removeEntry(entry.uid);
    await show();
  };

  const draw = async () => {
    const user = await store.about("user");
    const all = await store.entries();
    const mine = all.filter((entry) => entry.user === user);
    seen = new Map(mine.map((entry) => [entry.uid, entry]));
    const rows = [];
    for (const entry of mine) rows.push(await line(entry, underway.has(entry.uid) ? "sending" : entry.state));
    for (const entry of sent.values()) rows.push(await line(entry, "sent"));
    const empty = document.createElement("div");
    empty.className = "list-row soft";
    empty.textContent = part("entries").dataset.empty;
    part("entries").replaceChildren(...(rows.length ? rows : [empty]));
    part("send").hidden = !mine.some((entry) => entry.state === "waiting");
    const others = part("others");
    others.hidden = all.length === mine.length;
    others.textContent = others.hidden ? "" : self.headway.counted(others.dataset.forms, all.length - mine.length);
  };

  // One at a time, so that an older look never covers a newer one.
  let drawn = Promise.resolve();
  const show = () => {
    drawn = drawn.then(draw, draw);
    return drawn;
  };

  const hear = async ({ data }) => {
    if (!data.uid) return;
    const entry = seen.get(data.uid);
    underway.delete(data.uid);
    if (data.state === "sending") underway.add(data.uid);
    if (data.state === "sent" && entry) sent.set(data.uid, { ...entry, sentence: data.clock, said: data.words });
    await show();
  };

  const begin = () => {
    news?.addEventListener("message", hear);
    part("send").addEventListener("click", () => document.dispatchEvent(new CustomEvent("headway:written")));
  };

  return { begin, show };
})();
