// The page for contacts without a connection: whom, what, where the deal stands after it; then it waits to be sent.
(() => {
  "use strict";
  const { store, sending, queue } = self.headway;
  const RECENT = 8;
  const FOUND = 12;
  // What is chosen by pills is not filled in.
  const CHOSEN = ["client", "client_name", "deal", "funnel"];
  const NONE = "none";
  const part = (id) => document.getElementById(id);
  const cloned = (id) => part(id).content.firstElementChild.cloneNode(true);
  let funnels = [];
  let chosen = null; // the client, its name, the deal, the funnel of a new one
  let mended = null; // the entry that is being mended
  let form;

  const { NEW, matches, stageOf, latestDeal } = store;

  const funnelOf = (deal) => store.funnelOf(funnels, deal);

  const fieldOf = (entry, name) => entry?.fields.find(([own]) => own === name)?.[1] ?? "";

  // Whom.
  const clientRow = (client) => {
    const row = cloned("found-client");
    const deal = latestDeal(client);
    row.querySelector("b").textContent = client.name;
    const stage = deal && stageOf(funnelOf(deal), deal.stage);
    row.querySelector("small").textContent = deal ? [deal.name, stage?.name].filter(Boolean).join(" · ") : part("found").dataset.noDeal;
    row.querySelector(".list-tap").addEventListener("click", () => choose({ client }));
    for (const button of row.querySelectorAll("[data-kind]")) {
      button.setAttribute("aria-label", `${button.title}: ${client.name}`);
      button.addEventListener("click", () => choose({ client, kind: button.dataset.kind }));
    }
    return row;
  };

  const find = async () => {
    const text = part("sought").value.trim();
    const clients = await store.clients();
    const shown = text ? clients.filter((client) => matches(client, text)).slice(0, FOUND) : clients.slice(0, RECENT);
    const found = shown.map(clientRow);
    if (!found.length) {
      const nobody = document.createElement("div");
      nobody.className = "list-row soft";
      nobody.textContent = text ? part("found").dataset.nobody : part("found").dataset.empty;
      found.push(nobody);
    }
    if (text) {
      const fresh = cloned("new-client");
      const words = fresh.querySelector("b");
      words.textContent = words.textContent.replace("%(name)s", text);
      fresh.addEventListener("click", () => choose({ name: text }));
      found.push(fresh);
    }
    part("found").replaceChildren(...found);
  };

  // What.
  const pill = (words, isCurrent, press) => {
    const button = cloned("pill");
    button.firstElementChild.textContent = words;
    if (isCurrent) button.setAttribute("aria-current", "true");
    button.addEventListener("click", press);
    return button;
  };

  const step = (stage, number, here) => {
    const label = cloned("step");
    // A contact that is mended keeps the move it made: the copy stands behind it already.
    const isHere = stage.id === here && !fieldOf(mended, "stage");
    const input = label.querySelector("input");
    input.value = isHere ? "" : stage.id;
    input.checked = isHere;
    input.id = `stage-${number}`;
    label.title = stage.name;
    label.classList.toggle("was-here", stage.id === here);
    if (stage.is_won) label.querySelector(".step-dot").append(part("won").content.cloneNode(true));
    else label.querySelector(".step-dot").textContent = number;
    label.querySelector(".step-name span").textContent = stage.name;
    if (isHere) label.querySelector("small").append(part("stays").content.cloneNode(true));
    return label;
  };

  const drawRoad = () => {
    const deal = chosen.client?.deals.find((each) => String(each.id) === chosen.deal);
    const funnel = chosen.deal === NEW ? funnels.find((each) => each.id === chosen.funnel) : deal && funnelOf(deal);
    part("road").hidden = !funnel;
    const stages = funnel?.stages ?? [];
    const here = deal?.stage ?? stages[0]?.id;
    const steps = stages.map((stage, place) => step(stage, place + 1, here));
    const next = stages.findIndex((stage) => stage.id === here) + 1;
    if (next && next < stages.length) {
      const label = cloned("next-stage");
      label.htmlFor = `stage-${next + 1}`;
      label.querySelector("span").textContent = stages[next].name;
      steps.push(label);
    }
    if (funnel?.lost) {
      const lost = cloned("lost");
      lost.querySelector("input").value = funnel.lost.id;
      lost.querySelector(".choice-face span").textContent = funnel.lost.name;
      steps.push(lost);
    }
    part("road").querySelector(".stepper").replaceChildren(...steps);
  };

  const drawDeals = () => {
    const about = (deal) => () => {
      chosen.deal = deal;
      drawDeals();
    };
    const words = part("deals").dataset;
    const open = (chosen.client?.deals ?? []).filter((deal) => !deal.isClosed || String(deal.id) === chosen.deal);
    const deals = open.map((deal) => pill(deal.name, String(deal.id) === chosen.deal, about(String(deal.id))));
    const others = [pill(words.new, chosen.deal === NEW, about(NEW)), pill(words.none, chosen.deal === NONE, about(NONE))];
    part("deals").replaceChildren(...deals, ...others);
    form.elements.deal_name.hidden = chosen.deal !== NEW;
    const choose = (id) => () => {
      chosen.funnel = id;
      drawDeals();
    };
    part("funnel-pills").hidden = chosen.deal !== NEW || funnels.length < 2;
    part("funnel-pills").replaceChildren(...funnels.map((each) => pill(each.name, each.id === chosen.funnel, choose(each.id))));
    drawRoad();
  };

  const fill = (entry) => {
    for (const [name, value] of entry.fields) {
      const field = CHOSEN.includes(name) ? null : form.elements[name];
      if (field?.type === "checkbox") field.checked = true;
      else if (field && value) field.value = value;
    }
    // Only the server knows that it asks for this: after a time so long ago that the year may be wrong.
    part("sure").hidden = !fieldOf(entry, "when");
    form.querySelector("details").open = true;
  };

  const choose = ({ client = null, name = "", kind = "", deal = "", funnel = 0 }) => {
    form.reset();
    part("sure").hidden = true;
    const latest = latestDeal(client);
    const likely = latest ? String(latest.id) : client ? NONE : NEW;
    chosen = { client, name: client?.name ?? name, deal: deal || likely, funnel: funnel || funnels[0]?.id };
    const words = part("what").dataset;
    part("who").textContent = chosen.name;
    part("what").textContent = mended ? words.mend : client ? words.log : words.new;
    part("why").hidden = !mended?.sentence;
    part("why").querySelector("span").textContent = mended?.sentence ?? "";
    drawDeals();
    if (mended) fill(mended);
    if (kind) form.elements.kind.value = kind;
    show(true);
  };

  const show = (isWriting) => {
    form.hidden = !isWriting;
    part("find").hidden = isWriting;
    part("mending").hidden = isWriting || !mended;
    if (isWriting) form.scrollIntoView({ block: "start" });
  };

  const mend = async ({ detail: entry }) => {
    mended = entry;
    const id = fieldOf(entry, "client");
    const client = id && (await store.clientNamed(id));
    // A client that this phone does not know any more is to be chosen anew.
    if (id && !client) return show(false);
    const funnel = Number(fieldOf(entry, "funnel"));
    choose({ client: client || null, name: fieldOf(entry, "client_name"), deal: fieldOf(entry, "deal"), funnel });
  };

  const stopMending = () => {
    mended = null;
    show(false);
  };

  // Kept.
  const fieldsOf = () => {
    form.elements.client.value = chosen.client?.id ?? "";
    form.elements.client_name.value = chosen.client ? "" : chosen.name;
    form.elements.deal.value = chosen.deal;
    form.elements.funnel.value = chosen.deal === NEW ? chosen.funnel : "";
    return [...new FormData(form).entries()].filter(([, value]) => value !== "");
  };

  const keep = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const fields = fieldsOf();
    const uid = mended?.uid;
    // What the form with a connection knew and this one does not show stays with the contact.
    if (mended && fieldOf(mended, "client") === fieldOf({ fields }, "client")) {
      fields.push(...mended.fields.filter(([name]) => !form.elements[name] && name !== "must_exist"));
    }
    mended = null;
    if (uid) {
      const said = Object.fromEntries(fields);
      await store.changeEntry(uid, { fields, words: await store.wordsOf(said), state: "waiting", sentence: "", tries: 0 });
      await store.carryOn(uid, said);
    } else await sending.add(fields);
    // Loaded anew, the page does not offer the same contact again.
    history.replaceState(null, "", "/offline");
    part("sought").value = "";
    show(false);
    await find();
    await queue.show();
    part("queue").scrollIntoView({ block: "nearest" });
    document.dispatchEvent(new CustomEvent("headway:written"));
  };

  // The line.
  const lineIs = (state) => {
    const line = part("line");
    line.textContent = line.dataset[state];
    line.className = `badge push ${{ alone: "badge-warm", there: "badge-brand", out: "badge-bad" }[state]}`;
    part("sign-in").hidden = state !== "out";
    part("back").hidden = state !== "there" || !part("offline").dataset.wasAlone;
    if (state === "alone") part("offline").dataset.wasAlone = "1";
  };

  const feel = async () => {
    const who = await sending.whoIsThere();
    lineIs(!who ? "alone" : who.user ? "there" : "out");
  };

  const asked = async () => {
    const address = new URLSearchParams(location.search);
    if (address.get("client")) {
      const client = await store.client(Number(address.get("client")));
      if (client) choose({ client, kind: address.get("kind") ?? "", deal: address.get("deal") ?? "" });
    } else if (address.get("client_name")) choose({ name: address.get("client_name") });
    // What somebody typed meanwhile stays.
    part("sought").value ||= address.get("q") ?? "";
  };

  const renew = async () => {
    funnels = await store.funnels();
    await find();
  };

  const begin = async () => {
    form = part("write");
    funnels = await store.funnels();
    form.addEventListener("submit", keep);
    part("sought").addEventListener("input", find);
    part("other").addEventListener("click", () => show(false));
    part("mending").querySelector("button").addEventListener("click", stopMending);
    document.addEventListener("headway:mend", mend);
    document.addEventListener("headway:tried", feel);
    document.addEventListener("headway:copied", renew);
    window.addEventListener("online", feel);
    window.addEventListener("offline", () => lineIs("alone"));
    setInterval(() => document.hidden || feel(), 20000);
    queue.begin();
    await queue.show();
    await asked();
    await find();
    await feel();
  };
  document.addEventListener("DOMContentLoaded", begin);
})();
