"use strict";
(() => {
  const tree = document.querySelector("[data-tree]");
  const tools = document.querySelector("[data-tools]");
  if (!tree || !tools) return;
  const words = tools.dataset;
  const kids = item => item.querySelector(":scope > ul");
  const row = item => item.querySelector(":scope > .row");
  const labelOf = item => item.querySelector(":scope > .row bdi").textContent;
  const parentOf = item => item.parentElement.closest("li");
  // Tab reaches the links of the current row only: a tree is one stop.
  const reach = (item, by) => row(item).querySelectorAll("a").forEach(link => { link.tabIndex = by; });
  let current = null;

  // Roles are set where somebody gets to see them: a page of 20 000 items opens at once.
  function prepare(list, role) {
    if (list.hasAttribute("role")) return;
    list.setAttribute("role", role);
    const above = list.parentElement.closest("li");
    const level = above ? Number(row(above).getAttribute("aria-level")) + 1 : 1;
    for (const item of list.children) {
      item.setAttribute("role", "none");
      row(item).setAttribute("role", "treeitem");
      row(item).setAttribute("aria-level", level);
      row(item).tabIndex = -1;
      reach(item, -1);
      if (kids(item)) {
        row(item).setAttribute("aria-expanded", String(!item.classList.contains("closed")));
        if (!item.classList.contains("closed")) prepare(kids(item), "group");
      }
    }
  }
  function toggle(item, open) {
    if (!kids(item)) return;
    item.classList.toggle("closed", !open);
    row(item).setAttribute("aria-expanded", String(open));
    if (open) prepare(kids(item), "group");
  }
  function reveal(item) {
    const path = [];
    for (let at = parentOf(item); at; at = parentOf(at)) path.unshift(at);
    path.forEach(at => toggle(at, true));
  }
  function makeCurrent(item) {
    if (current) { row(current).tabIndex = -1; reach(current, -1); }
    current = item;
    row(item).tabIndex = 0;
    reach(item, 0);
  }
  function focus(item) {
    if (!item) return;
    makeCurrent(item);
    row(item).focus({ preventScroll: true });
    row(item).scrollIntoView({ block: "nearest" });
  }
  const isShown = item => {
    for (let at = parentOf(item); at; at = parentOf(at)) if (at.classList.contains("closed")) return false;
    return true;
  };
  function next(item) {
    if (kids(item) && !item.classList.contains("closed")) return kids(item).firstElementChild;
    for (let at = item; at; at = parentOf(at)) if (at.nextElementSibling) return at.nextElementSibling;
    return null;
  }
  function last(item) {
    while (kids(item) && !item.classList.contains("closed")) item = kids(item).lastElementChild;
    return item;
  }
  const previous = item => item.previousElementSibling ? last(item.previousElementSibling) : parentOf(item);

  let typed = "", typedAt = 0;
  function typeAhead(letter) {
    const now = Date.now();
    typed = now - typedAt > 800 ? letter : typed + letter;
    typedAt = now;
    let item = typed.length === 1 ? next(current) || tree.firstElementChild : current;
    for (let steps = 0; item && steps < 30000; steps++) {
      if (labelOf(item).toLowerCase().startsWith(typed)) return focus(item);
      item = next(item) || tree.firstElementChild;
      if (item === current && steps > 0) return;
    }
  }

  tree.addEventListener("keydown", event => {
    if (!current || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("a") && event.key === "Enter") return;
    const open = !current.classList.contains("closed");
    const keys = {
      ArrowDown: () => focus(next(current)),
      ArrowUp: () => focus(previous(current)),
      ArrowRight: () => kids(current) && !open ? toggle(current, true) : kids(current) && focus(kids(current).firstElementChild),
      ArrowLeft: () => kids(current) && open ? toggle(current, false) : focus(parentOf(current)),
      Home: () => focus(tree.firstElementChild),
      End: () => focus(last(tree.lastElementChild)),
      Enter: () => toggle(current, !open),
      " ": () => toggle(current, !open),
      "*": () => [...current.parentElement.children].forEach(item => toggle(item, true)),
    };
    if (keys[event.key]) keys[event.key]();
    else if (event.key.length === 1) typeAhead(event.key.toLowerCase());
    else return;
    event.preventDefault();
  });
  tree.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (link) {
      // Followed a second time, a link changes no address and raises no event.
      if (link.hash !== location.hash) return;
      event.preventDefault();
      return follow();
    }
    const item = event.target.closest("li");
    if (!item || getSelection().toString()) return;
    focus(item);
    toggle(item, item.classList.contains("closed"));
  });

  const all = open => {
    const items = [...tree.querySelectorAll("li")].filter(kids);
    items.forEach(item => toggle(item, open || (parentOf(item) === null && items.length > 1)));
    if (current && !isShown(current)) focus(tree.firstElementChild);
  };
  tools.querySelector("[data-open]").onclick = () => all(true);
  tools.querySelector("[data-close]").onclick = () => all(false);
  let size = 1;
  const zoom = by => {
    size = Math.min(2, Math.max(0.7, size + by));
    document.documentElement.style.setProperty("--size", size.toFixed(1));
  };
  tools.querySelector("[data-larger]").onclick = () => zoom(0.1);
  tools.querySelector("[data-smaller]").onclick = () => zoom(-0.1);

  const MOST_LISTED = 50;
  const field = tools.querySelector("input");
  const results = tools.querySelector("[data-results]");
  const status = tools.querySelector("[role=status]");
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  // Of each item: what it is called, then what it is called in the other language.
  function indexed(item) {
    const notation = item.querySelector(":scope > .row .notation")?.textContent ?? "";
    const label = labelOf(item);
    const also = item.dataset.also ?? "";
    const called = [plain(label), plain(notation), plain(`${notation} ${label}`)].filter(Boolean);
    return { item, notation, label, also, called, plainAlso: plain(also) };
  }
  // What else items are called is read at the first search: a page of 20 000 items opens at once.
  const block = document.querySelector("[data-names]");
  async function unpack() {
    const bytes = Uint8Array.from(atob(block.textContent.trim()), character => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(block.dataset.names));
    return new Response(stream).text();
  }
  function addNames(text) {
    for (const line of text.split("\n").filter(Boolean)) {
      const [place, ...names] = line.replaceAll("&lt;", "<").replaceAll("&amp;", "&").split("\t");
      Object.assign(index[place], { names, plainNames: plain(names.join("\t")) });
    }
  }
  // How well a text suits: it is what is wanted, begins with it, has a word that does, or holds it.
  const NOT_AT_ALL = 4;
  function fit(text, wanted) {
    let at = text.indexOf(wanted);
    if (at <= 0) return at < 0 ? NOT_AT_ALL : text === wanted ? 0 : 1;
    for (; at > 0; at = text.indexOf(wanted, at + 1)) if (!/[\p{L}\p{N}]/u.test(text[at - 1])) return 2;
    return 3;
  }
  // The best fit of an item, and the other name that has it; null where its own has.
  function bestFit(entry, wanted) {
    const own = Math.min(...entry.called.map(text => fit(text, wanted)));
    const also = fit(entry.plainAlso, wanted);
    let best = also < own ? { rank: also, name: entry.also, lang: entry.item.dataset.alsoLang ?? words.other } : { rank: own, name: null };
    let place = best.name === null ? 0 : 1;
    if (best.rank > 0 && entry.plainNames?.includes(wanted)) {
      entry.plainNames.split("\t").forEach((text, number) => {
        const rank = fit(text, wanted);
        if (rank < best.rank) [best, place] = [{ rank, name: words.called.replace("{name}", () => entry.names[number]) }, 2];
      });
    }
    return { ...best, place };
  }
  function marked(text, lang) {
    const name = document.createElement("bdi");
    if (lang) name.lang = lang;
    name.textContent = text;
    return name;
  }
  function search() {
    const wanted = plain(field.value.trim());
    results.replaceChildren();
    results.hidden = true;
    status.textContent = "";
    if (wanted.length < 2) return;
    if (!index) {
      index = [...tree.querySelectorAll("li")].map(indexed);
      if (block?.dataset.names) unpack().then(text => { addNames(text); search(); }, () => { /* labels alone are searched */ });
      else if (block) addNames(block.textContent);
    }
    // The better fit comes first; of equal ones what is called so before what is also called so.
    const ranked = Array.from({ length: 3 * NOT_AT_ALL }, () => []);
    for (const entry of index) {
      const best = bestFit(entry, wanted);
      if (best.rank < NOT_AT_ALL) ranked[3 * best.rank + best.place].push({ entry, best });
    }
    const hits = ranked.flat();
    const said = hits.length > MOST_LISTED ? words.foundFirst : hits.length ? words.found : words.none;
    status.textContent = said.replace("{count}", hits.length).replace("{shown}", MOST_LISTED);
    results.hidden = !hits.length;
    const langOf = item => item.querySelector(":scope > .row bdi").lang;
    for (const { entry: { item, notation, label }, best } of hits.slice(0, MOST_LISTED)) {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      if (notation) button.append(notation, " ");
      button.append(marked(label, langOf(item)));
      if (best.name !== null) button.append(" (", marked(best.name, best.lang), ")");
      const above = parentOf(item);
      if (above) button.append(" · ", marked(labelOf(above), langOf(above)));
      button.onclick = () => { reveal(item); focus(item); };
      line.append(button);
      results.append(line);
    }
  }
  const clear = () => { field.value = ""; search(); field.focus(); };
  field.addEventListener("input", search);
  field.addEventListener("keydown", event => {
    const first = results.querySelector("button");
    if (event.key === "Enter") first?.click();
    else if (event.key === "ArrowDown" && first) first.focus();
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
  });
  results.addEventListener("keydown", event => {
    const line = event.target.closest("li");
    const lead = to => (to?.querySelector("button") ?? field).focus();
    if (event.key === "ArrowDown") line.nextElementSibling && lead(line.nextElementSibling);
    else if (event.key === "ArrowUp") lead(line.previousElementSibling);
    else if (event.key === "Home") lead(results.firstElementChild);
    else if (event.key === "End") lead(results.lastElementChild);
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
  });

  function follow() {
    const name = location.hash.slice(1);
    let item = document.getElementById(name);
    try { item ??= document.getElementById(decodeURIComponent(name)); } catch { /* as it is */ }
    if (item && tree.contains(item)) { reveal(item); focus(item); row(item).scrollIntoView({ block: "center" }); }
  }
  // Printed, what is open on the screen is on paper and what is closed is marked; without script all.
  document.documentElement.classList.add("live");
  tree.setAttribute("aria-label", document.querySelector("h1").textContent);
  prepare(tree, "tree");
  if (tree.firstElementChild) makeCurrent(tree.firstElementChild);
  tools.hidden = false;
  addEventListener("hashchange", follow);
  follow();
})();
