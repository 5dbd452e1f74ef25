// Tiles of a board are dragged to their place; without a script the buttons beside them do the same.
(() => {
  const list = document.querySelector("[data-sorts]");
  if (!list) return;
  const rows = () => [...list.querySelectorAll("[data-place-url]")];
  const place = (row) => rows().indexOf(row);
  let held = null;
  let from = -1;

  const marked = () => {
    const all = rows();
    all.forEach((row, at) => {
      row.querySelector("[value=up]").disabled = at === 0;
      row.querySelector("[value=down]").disabled = at === all.length - 1;
    });
  };

  const keep = async (row) => {
    const body = new FormData(row.querySelector("form"));
    body.set("place", place(row));
    const answer = await fetch(row.dataset.placeUrl, { method: "POST", body, headers: { "HX-Request": "true" } });
    // Whoever was signed out meanwhile is sent to the page for signing in: nothing was kept.
    if (!answer.ok || answer.redirected) window.location.reload();
  };

  rows().forEach((row) => {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      held = row;
      from = place(row);
      event.dataTransfer.effectAllowed = "move";
      row.classList.add("is-held");
    });
    row.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      if (row !== held) row[place(held) < place(row) ? "after" : "before"](held);
    });
    row.addEventListener("drop", (event) => event.preventDefault());
    row.addEventListener("dragend", () => {
      row.classList.remove("is-held");
      held = null;
      marked();
      if (place(row) !== from) keep(row).catch(() => window.location.reload());
    });
  });
})();
