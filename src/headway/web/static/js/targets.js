// The grid of targets: Enter and the arrows go up and down, and a block copied from a sheet fills cells from here on.
(() => {
  "use strict";
  const grid = document.querySelector(".targets-grid");
  if (!grid) return;
  document.querySelector(".targets-months [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

  const isShown = (field) => field.offsetParent !== null;
  const rows = () => [...grid.querySelectorAll("tbody tr[data-bearer]")].filter((row) => row.querySelector(".target-field"));
  const place = (field) => {
    const all = rows();
    const row = all.indexOf(field.closest("tr"));
    return { all, row, column: [...field.closest("tr").querySelectorAll(".target-field")].indexOf(field) };
  };
  const fieldAt = (all, row, column) => all[row]?.querySelectorAll(".target-field")[column];

  const go = (field, down) => {
    const { all, row, column } = place(field);
    const next = fieldAt(all, row + down, column);
    if (!next || !isShown(next)) return;
    next.focus();
    next.select();
  };

  grid.addEventListener("keydown", (event) => {
    if (!event.target.matches(".target-field") || event.ctrlKey || event.metaKey || event.altKey) return;
    const down = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!down) return;
    event.preventDefault();
    go(event.target, down);
  });

  grid.addEventListener("paste", (event) => {
    if (!event.target.matches(".target-field")) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const { all, row, column } = place(event.target);
    text.split("\n").forEach((line, down) =>
      line.split("\t").forEach((cell, right) => {
        const field = fieldAt(all, row + down, column + right);
        if (field) field.value = cell.trim();
      }),
    );
  });
})();
