"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { items, words, choices, keys } = data;
  const find = name => document.querySelector(`[data-${name}]`);
  const [main, card, told, list, overview] = ["main", "card", "told", "list", "overview"].map(find);
  const reason = document.getElementById("reason");
  const filter = document.getElementById("filter");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const element = (name, values = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), values);
    made.append(...inside.filter(part => part !== null));
    return made;
  };
  const foreign = text => element("bdi", { textContent: text });

  // What was decided: place → { choice, reason, date }, in the order of deciding.
  const storage = "lobgraaf-review:" + data.key;
  let made = new Map();
  let canSave = true;
  try {
    const kept = JSON.parse(localStorage.getItem(storage) || "[]");
    made = new Map(kept.filter(([place, one]) => items[place] && one.choice in choices));
  } catch { canSave = false; }
  let place = 0;
  let wanted = "";
  // The choice that waits for its reason.
  let waiting = null;

  function save() {
    try {
      localStorage.setItem(storage, JSON.stringify([...made]));
      canSave = true;
    } catch { canSave = false; }
    find("saved").textContent = canSave ? words.saved : words["not-saved"];
  }
  // The day in UTC, as on the command line.
  const today = () => new Date().toISOString().slice(0, 10);
  const names = items.map(item => fold([item.subject.label, item.pair[0], ...item.subject.labels.map(([, text]) => text)].join(" ")));
  const isShown = at => names[at].includes(wanted);
  // That nothing fits settles all pairs of a concept with that vocabulary.
  const isSettled = at => made.has(at) || [...made].some(([other, one]) => one.choice === "nothing"
    && items[other].pair[0] === items[at].pair[0] && items[other].source === items[at].source);
  function on(fits = () => true) {
    while (place < items.length && !(isShown(place) && !isSettled(place) && fits(items[place]))) place++;
    show();
  }

  function side(side, kind) {
    const said = (pairs, className) => pairs.flatMap(([tag, text]) =>
      [element("dt", { textContent: tag || "–" }), element("dd", { className, lang: tag }, foreign(text))]);
    const near = (name, all, more) => all.length ? element("p", {}, element("span", { className: "name", textContent: words[name] + " " }),
      foreign(all.join(", ")), more ? ` (+${more})` : null) : null;
    const above = side.chains.map(chain => element("p", {}, element("span", { className: "name", textContent: words.above + " " }), foreign(chain.join(" › "))));
    const where = [...above, near("siblings", side.siblings, side.moreSiblings), near("narrower", side.narrower, side.moreNarrower)].filter(Boolean);
    const iri = side.address ? element("a", { href: side.address, rel: "noreferrer noopener", target: "_blank" }, foreign(side.short)) : foreign(side.short);
    const labels = [...said(side.labels, ""), ...said(side.also, "also")];
    return element("section", { className: "side" },
      element("p", { className: "kind", textContent: kind }),
      element("h2", {}, side.notation ? element("span", { className: "notation", textContent: side.notation + " " }) : null, foreign(side.label)),
      element("p", { className: "iri" }, iri),
      side.deprecated ? element("p", { className: "warn", textContent: words.deprecated }) : null,
      labels.length ? element("dl", {}, ...labels) : null,
      side.texts.length ? element("dl", { className: "texts" }, ...said(side.texts, "")) : null,
      where.length ? element("div", { className: "place" }, ...where) : null,
      side.known ? null : element("p", { className: "kind", textContent: words["not-at-hand"] }));
  }
  function show() {
    const item = items[place];
    const shown = items.map((_, at) => at).filter(isShown);
    const settled = shown.filter(isSettled).length;
    find("bar").style.width = shown.length ? 100 * settled / shown.length + "%" : "0";
    const number = shown.indexOf(place) + 1 || shown.length;
    find("advance").textContent = fill(words.advance, { place: number, all: shown.length, decided: settled });
    waiting = null;
    const one = made.get(place);
    reason.value = one ? one.reason : "";
    for (const button of document.querySelectorAll("[data-choice]")) {
      button.setAttribute("aria-pressed", String(Boolean(one) && one.choice === button.dataset.choice));
      button.classList.toggle("proposed", Boolean(item) && item.proposed === button.dataset.choice);
      button.disabled = !item || (!item.object && !["nothing", "reject", "later"].includes(button.dataset.choice));
    }
    if (!item) {
      card.replaceChildren(element("p", { className: "end", textContent: shown.length ? words.done : words["no-hits"] }));
    } else {
      const other = item.object ? side(item.object, words.object + (item.source ? " · " + item.source : "")) : element("section", { className: "side" }, element("h2", { textContent: words["no-term"] }));
      const reasons = item.reasons.map(([text, against]) => element("li", { className: against ? "against" : "" },
        element("span", { textContent: against ? "−" : "+" }), foreign(text)));
      card.replaceChildren(
        element("div", { className: "pair" }, side(item.subject, words.subject), other),
        element("div", { className: "why" },
          element("div", {}, element("p", { className: "kind", textContent: words.proposed }), element("p", { className: "proposal", textContent: item.proposal })),
          reasons.length ? element("ul", {}, ...reasons) : element("div")));
    }
    if (overview.open) listAll();
  }
  function listAll() {
    const shown = items.map((_, at) => at).filter(isShown);
    const from = Math.max(0, shown.indexOf(place) - 100);
    list.replaceChildren(...shown.slice(from, from + 300).map(at => {
      const item = items[at];
      const one = made.get(at);
      const button = element("button", { type: "button" }, foreign(item.subject.label), foreign(item.object ? item.object.label : "–"),
        element("span", { className: one ? "made" : "", textContent: one ? choices[one.choice] : words.open }));
      if (at === place) button.setAttribute("aria-current", "true");
      button.onclick = () => { place = at; show(); tell(""); };
      return element("li", {}, button);
    }));
  }
  function tell(text, wrong = false) {
    told.textContent = text;
    told.classList.toggle("wrong", wrong);
  }

  function choose(choice) {
    const item = items[place];
    if (!item || (!item.object && !["nothing", "reject", "later"].includes(choice))) return;
    if (choice === "later") { place++; tell(""); return on(); }
    const words_ = reason.value.trim().replace(/\s+/g, " ");
    if (item.needReason.includes(choice) && !words_) {
      waiting = choice;
      tell(words[choice === "reject" ? "need-reason" : "need-reason-other"], true);
      return reason.focus();
    }
    made.delete(place);
    made.set(place, { choice, reason: words_, date: today() });
    save();
    tell(`${item.subject.label} – ${item.object ? item.object.label : ""}: ${choices[choice]}`);
    if (document.activeElement === reason) reason.blur();
    place++;
    on();
    if (place >= items.length && items.some((_, at) => isShown(at) && !isSettled(at))) { place = 0; on(); }
  }
  const actions = {
    "u": () => {
      const last = [...made.keys()].pop();
      if (last === undefined) return;
      made.delete(last);
      save();
      if (!isShown(last)) { wanted = ""; filter.value = ""; }
      place = last;
      show();
      tell(words.undone);
    },
    "p": () => {
      for (let at = place - 1; at >= 0; at--) if (isShown(at)) { place = at; show(); tell(""); return; }
    },
    "s": () => {
      const subject = items[place] && items[place].pair[0];
      on(item => item.pair[0] !== subject);
      tell("");
    },
    "m": () => reason.focus(),
    "/": () => filter.focus(),
  };
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target === reason) {
      if (event.key === "Enter" && waiting) { event.preventDefault(); choose(waiting); }
      else if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); reason.blur(); }
      return;
    }
    if (event.target === filter) {
      if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); filter.blur(); }
      return;
    }
    if (!find("shortcuts").checked) return;
    const key = event.key.toLowerCase();
    const onControl = event.target.closest("button, input, summary, a");
    if (key === " " && onControl) return;
    const choice = key === " " ? "later" : keys[key];
    if (choice) choose(choice);
    else if (actions[key]) actions[key]();
    else return;
    event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-choice]")) button.onclick = () => choose(button.dataset.choice);
  for (const button of document.querySelectorAll("[data-key]")) button.onclick = () => actions[button.dataset.key]();
  filter.addEventListener("input", () => {
    wanted = fold(filter.value.trim());
    place = 0;
    on();
    tell(fill(words.filtered, { count: items.filter((_, at) => isShown(at)).length }));
  });
  overview.addEventListener("toggle", () => overview.open && listAll());

  function table() {
    const cell = text => /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const rows = [...made].map(([at, one]) => [...items[at].pair, one.choice, one.reason, one.date]);
    return [["subject_id", "object_id", "decision", "reason", "date"], ...rows].map(row => row.map(cell).join("\t") + "\n").join("");
  }
  find("download").onclick = () => {
    const address = URL.createObjectURL(new Blob([table()], { type: "text/tab-separated-values" }));
    const link = element("a", { href: address, download: data.file.replace(/(\.sssom)?\.(tsv|json)$/, "") + ".decisions.tsv" });
    link.click();
    // A busy computer may take a while to fetch it.
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    tell(fill(words.downloaded, { count: made.size }));
  };

  find("tools").hidden = find("decide").hidden = main.hidden = false;
  save();
  on();
})();
