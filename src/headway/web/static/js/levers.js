// The levers: what a raise brings is seen while the slider moves; the server works out the same without a script.
(() => {
  "use strict";
  const form = document.querySelector("[data-levers]");
  if (!form) return;
  const language = document.documentElement.lang || "en";
  const rows = [...form.querySelectorAll("[data-lever]:not([data-fixed])")];
  const total = Number(form.dataset.total);
  const minorDigits = Number(form.dataset.digits || 2);
  const keep = document.querySelector("[data-keep]");

  // The server rounds a half to the even digit, and has no binary fractions.
  const plain = (value) => Number(value.toPrecision(14));
  const written = (value, options) =>
    new Intl.NumberFormat(language, { roundingMode: "halfEven", ...options })
      .format(plain(value))
      .replace("-", "\u2212");
  const fixed = (digits) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });

  const money = (minor) => {
    const near = plain(minor);
    const whole = Math.abs(near % 1) === 0.5 ? 2 * Math.round(near / 2) : Math.round(near);
    const digits = whole % 10 ** minorDigits ? minorDigits : 0;
    const currency = form.dataset.currency;
    const style = currency ? { style: "currency", currency } : {};
    return written(whole / 10 ** minorDigits, { ...style, ...fixed(digits) });
  };
  // A difference of two large numbers has lost some digits.
  const share = (value, digits = 1) =>
    written(Number(value.toPrecision(10)), { style: "percent", ...fixed(digits) });
  const writers = {
    count: (value) => written(value, { maximumFractionDigits: 1 }),
    number: (value) => written(value, { maximumFractionDigits: 2 }),
    share,
    money,
  };
  const signed = (text, value) => (value > 0 ? `+${text}` : text);

  const percentOf = (row) => {
    const field = row.querySelector("[data-percent]");
    const value = field.value === "" ? 0 : Number(field.value);
    const isKnown = field.validity.valid && Number.isFinite(value);
    field.toggleAttribute("aria-invalid", !isKnown);
    return isKnown ? value : 0;
  };

  const show = (selector, text, root = form) => {
    const place = root.querySelector(selector);
    if (place) place.textContent = text;
  };

  const showRow = (row, mean) => {
    const percent = percentOf(row);
    const ratio = 1 + percent / 100;
    const then = writers[row.dataset.unit](Number(row.dataset.value) * ratio);
    const brings = mean * Math.log(ratio);
    show("[data-then]", then, row);
    show("[data-brings]", percent ? signed(money(brings), brings) : "", row);
    row.classList.toggle("is-raised", percent !== 0);
    const slide = row.querySelector("[data-slide]");
    slide.setAttribute("aria-valuetext", `${signed(share(percent / 100, Number.isInteger(percent) ? 0 : 1), percent)}: ${then}`);
  };

  const showEffort = () => {
    const risen = rows.filter((row) => percentOf(row) > 0);
    const isKnown = risen.length > 0 && risen.every((row) => row.dataset.effort);
    const effort = risen.reduce((sum, row) => sum + percentOf(row) * Number(row.dataset.effort), 0);
    show("[data-effort-total]", isKnown ? written(effort, { maximumFractionDigits: 4 }) : "\u2014");
  };

  const raisedIn = (address) => {
    address.searchParams.delete("scenario");
    for (const row of rows) {
      const percent = percentOf(row);
      if (percent) address.searchParams.set(row.dataset.lever, String(percent));
      else address.searchParams.delete(row.dataset.lever);
    }
    return address;
  };

  // Another period or team is chosen with the same raises: its form, or its link, takes them along.
  const takeAlong = (other) => {
    for (const row of rows) {
      const name = row.dataset.lever;
      const percent = percentOf(row);
      const told = other.querySelector(`input[name="${name}"]`) || document.createElement("input");
      if (percent) {
        Object.assign(told, { type: "hidden", name, value: String(percent) });
        other.append(told);
      } else told.remove();
    }
  };

  const remember = () => {
    const address = raisedIn(new URL(location.href));
    for (const row of rows) {
      const mirror = keep && keep.querySelector(`[data-mirror="${row.dataset.lever}"]`);
      if (mirror) mirror.value = percentOf(row) ? String(percentOf(row)) : "";
    }
    for (const other of document.querySelectorAll(".period form, .narrow-form")) takeAlong(other);
    for (const link of document.querySelectorAll(".period a")) link.href = raisedIn(new URL(link.href)).search;
    history.replaceState(history.state, "", address);
    const link = document.querySelector("[data-link]");
    if (link) link.value = address.href;
  };

  const work = () => {
    const after = rows.reduce((product, row) => product * (1 + percentOf(row) / 100), total);
    const gain = after - total;
    const mean = Math.abs(gain) < 1e-9 * Math.abs(total) ? total : gain / Math.log(after / total);
    for (const row of rows) showRow(row, total ? mean : 0);
    show("[data-after]", money(after));
    show("[data-gain]", signed(money(gain), gain));
    show("[data-part]", total ? signed(share(gain / Math.abs(total)), gain) : "");
    const line = form.querySelector("[data-gain-line]");
    line.classList.toggle("good", gain >= 0);
    line.classList.toggle("bad", gain < 0);
    showEffort();
  };

  for (const row of rows) {
    const field = row.querySelector("[data-percent]");
    const slide = row.querySelector("[data-slide]");
    slide.hidden = false;
    slide.value = field.value || "0";
    slide.addEventListener("input", () => {
      field.value = slide.value === "0" ? "" : slide.value;
      work();
    });
    field.addEventListener("input", () => {
      slide.value = field.value || "0";
      work();
    });
    // The address is written when a hand lets go: browsers allow few changes of it a second.
    slide.addEventListener("change", remember);
    field.addEventListener("change", remember);
  }
  // Enter in a number field has nothing left to work out.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    work();
    remember();
  });

  const reset = form.querySelector("[data-reset]");
  reset.addEventListener("click", (event) => {
    event.preventDefault();
    for (const row of rows) {
      row.querySelector("[data-percent]").value = "";
      row.querySelector("[data-slide]").value = "0";
    }
    work();
    remember();
  });

  if (keep) keep.addEventListener("submit", remember);

  const copy = document.querySelector("[data-copy-link]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector("[data-link]").value);
      copy.textContent = copy.dataset.copied;
    });
  }
  work();
})();
