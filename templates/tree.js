"use strict";
(() => {
  const tree = document.querySelector("[data-tree]");
  const tools = document.querySelector("[data-tools]");
  if (!tree || !tools) return;
  const words = tools.dataset;
  const kids = item => item.querySelector(":scope > ul");
  const row = item => item.querySelector(":scope > .row");
  const parentOf = item => item.parentElement.closest("li");
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
  function focus(item) {
    if (!item) return;
    if (current) row(current).tabIndex = -1;
    current = item;
    row(item).tabIndex = 0;
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
      const label = item.querySelector(":scope > .row bdi");
      if (label.textContent.toLowerCase().startsWith(typed)) return focus(item);
      item = next(item) || tree.firstElementChild;
      if (item === current && steps > 0) return;
    }
  }

  tree.addEventListener("keydown", event => {
    if (!current || event.ctrlKey || event.altKey || event.metaKey) return;
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
    tree.style.fontSize = size + "em";
  };
  tools.querySelector("[data-larger]").onclick = () => zoom(0.1);
  tools.querySelector("[data-smaller]").onclick = () => zoom(-0.1);

  const field = tools.querySelector("input");
  const results = tools.querySelector("[data-results]");
  const status = tools.querySelector("[role=status]");
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  function search() {
    const wanted = plain(field.value.trim());
    results.replaceChildren();
    results.hidden = wanted.length < 2;
    status.textContent = "";
    if (wanted.length < 2) return;
    index ??= [...tree.querySelectorAll("li")].map(item => [plain(row(item).textContent), item]);
    const hits = index.filter(([text]) => text.includes(wanted)).map(([, item]) => item);
    status.textContent = hits.length ? words.found.replace("{count}", hits.length) : words.none;
    for (const item of hits.slice(0, 50)) {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = item.querySelector(":scope > .row bdi").textContent;
      const above = parentOf(item);
      if (above) button.append(" · " + above.querySelector(":scope > .row bdi").textContent);
      button.onclick = () => { reveal(item); focus(item); };
      line.append(button);
      results.append(line);
    }
  }
  field.addEventListener("input", search);
  field.addEventListener("keydown", event => {
    if (event.key === "Enter") results.querySelector("button")?.click();
    if (event.key === "Escape") { field.value = ""; search(); }
  });

  function follow() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* as it is */ }
    const item = name && document.getElementById(name);
    if (item && tree.contains(item)) { reveal(item); focus(item); row(item).scrollIntoView({ block: "center" }); }
  }
  // Printed, everything that is open on the screen is on paper; a page never opened prints whole.
  document.documentElement.classList.add("live");
  tree.setAttribute("aria-label", document.querySelector("h1").textContent);
  prepare(tree, "tree");
  current = tree.firstElementChild;
  if (current) row(current).tabIndex = 0;
  tools.hidden = false;
  addEventListener("hashchange", follow);
  follow();
})();
