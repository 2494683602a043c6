(() => {
  const { find, element, tell, ask } = FillIn;
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words } = data;
  const all = name => [...document.querySelectorAll(`[data-${name}]`)];
  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => name in given ? given[name] : whole);
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim().replace(/\s+/g, " ");
  const LARGEST = 1 << 20;
  const fields = data.fields.map((field, at) => {
    const place = document.getElementById("question-" + at);
    const inside = name => place.querySelector(`[data-${name}]`);
    return {
      ...field, place, at,
      known: new Map(field.choices.flatMap(({ text, names }) => [text, ...names].map(name => [fold(name), text]))),
      value: inside("value"), own: inside("own"), bad: inside("bad"), erase: inside("erase"), chosen: inside("chosen"), seek: inside("seek"), found: inside("found"), other: inside("other"),
      boxes: [...place.querySelectorAll(`input[name="field-${at}"]`)],
    };
  });
  const byKey = new Map(fields.map(field => [field.key, field]));
  const lines = text => text.split("\n").map(line => line.trim()).filter(Boolean);

  // What a file said that has no place on this page; it goes out again as it came in.
  const none = () => ({ top: {}, fields: {}, examples: [] });
  let kept = none();
  let edition = data.edition;

  /// What a field says: nothing, a text, a number, yes or no, or a list of texts.
  function said(field) {
    const on = field.boxes.filter(box => box.checked);
    switch (field.input) {
      case "boolean": return on.length ? on[0].value === "true" : undefined;
      case "one": return on.length && !on[0].dataset.other ? on[0].value || (field.own.value.trim() || undefined) : field.own.value.trim() || undefined;
      case "many": {
        const list = [...on.map(box => box.value), ...lines(field.own.value)];
        return list.length ? list : undefined;
      }
      case "lines": return lines(field.value.value).length ? lines(field.value.value) : undefined;
      case "integer": return field.value.value === "" ? undefined : Number(field.value.value);
      default: return field.value.value.trim() || undefined;
    }
  }
  function collect(isApart = () => true) {
    const example = {};
    for (const field of fields) {
      const value = said(field);
      if (value !== undefined && (!field.isApart || isApart())) example[field.key] = value;
    }
    return { ...example, ...kept.fields };
  }
  const isEmpty = () => !Object.keys(collect()).length && !kept.examples.length;

  function putField(field, given) {
    for (const box of field.boxes) box.checked = false;
    if (field.value) field.value.value = "";
    if (field.own) field.own.value = "";
    if (given === undefined) return true;
    const list = [given].flat();
    if (list.some(one => typeof one === "object")) return false;
    const texts = list.map(String);
    switch (field.input) {
      case "boolean": {
        const wanted = /^(true|ja|yes)$/i.test(texts[0]) ? "true" : /^(false|nee|no)$/i.test(texts[0]) ? "false" : "";
        for (const box of field.boxes) box.checked = box.value === wanted;
        return wanted !== "";
      }
      case "one": case "many": {
        const others = [];
        for (const text of texts) {
          const box = field.boxes.find(box => !box.dataset.other && box.value === field.known.get(fold(text)));
          if (box && (field.input === "many" || !field.boxes.some(box => box.checked))) box.checked = true;
          else others.push(text);
        }
        field.own.value = others.join("\n");
        if (field.other && others.length && !field.boxes.some(box => box.checked)) field.other.checked = true;
        return true;
      }
      case "lines": field.value.value = texts.join("\n"); return true;
      default: {
        if (texts.length > 1) return false;
        field.value.value = texts[0];
        const isThere = field.value.value.replace(/\r/g, "") === texts[0].replace(/\r/g, "");
        if (!isThere) field.value.value = "";
        return isThere;
      }
    }
  }
  /// Puts an example on the page; names of what has no place here.
  function put(example) {
    const told = [];
    kept.fields = {};
    for (const field of fields) putField(field, undefined);
    for (const [key, value] of Object.entries(example)) {
      const field = byKey.get(key);
      if (field && putField(field, value)) continue;
      kept.fields[key] = value;
      told.push(field ? field.name : key);
    }
    return told;
  }

  const allow = find("allow");
  let canSave = true;
  let open = false;
  function save() {
    try {
      const example = collect(() => !allow || allow.checked);
      if (isEmpty() && !allow?.checked) localStorage.removeItem(data.storage);
      else localStorage.setItem(data.storage, JSON.stringify({ edition, example, allow: !!allow?.checked, top: kept.top, examples: kept.examples }));
      canSave = true;
    } catch { canSave = false; }
    open = !isEmpty() && (!canSave || !!allow && !allow.checked && fields.some(field => field.isApart && said(field) !== undefined));
    const saved = find("saved");
    saved.textContent = canSave ? words.saved : words["not-saved"];
    saved.classList.toggle("warn", !canSave);
  }
  function load() {
    let stored = null;
    try { stored = JSON.parse(localStorage.getItem(data.storage) ?? "null"); } catch { /* What is not there is not put back. */ }
    if (!stored || !Toml.isTable(stored.example)) return;
    edition = stored.edition ?? data.edition;
    kept.top = stored.top ?? {};
    kept.examples = stored.examples ?? [];
    if (allow) allow.checked = !!stored.allow;
    const names = put(stored.example);
    const told = [];
    if (stored.edition && stored.edition !== data.edition) told.push(fill(words["other-edition"], { edition: stored.edition, current: data.edition }));
    if (names.length) told.push(fill(words["field-kept"], { names: names.join(", ") }));
    tell(...told);
  }

  // As intake: addresses on the web are none, but for those that hold one themselves.
  function hasContact(text) {
    const plain = text.replace(/(https?:\/\/|www\.)\S*/gi, "");
    return /[\w.+-](@|\s*@\s+|\s*[(\[]at[)\]]\s*|%40)[a-z0-9-][a-z0-9.-]*\.[a-z]{2}/i.test(text)
      || /(wa\.me\/|tel:|(tel|phone|telefoon|mobiel|mobile|whatsapp)=)(\+|%2B)?[0-9/-]{9}/i.test(text)
      || (plain.match(/[+0][0-9 ()\/.\u00a0-]{9,}/g) ?? []).some(run => { const count = run.replace(/\D/g, "").length; return count >= 10 && count <= 15; });
  }
  function problem(field) {
    const value = said(field);
    if (field.value?.validity && !field.value.validity.valid) return field.message || words.bad;
    if (value === undefined) return "";
    for (const text of [value].flat().map(String)) {
      if (!field.isApart && hasContact(text)) return words.contact;
      const isShort = field.least && [...text].length < field.least;
      let fits = true;
      try { fits = !field.pattern || new RegExp(field.pattern, "u").test(text); } catch { /* A pattern of another dialect: intake knows it. */ }
      if (isShort || !fits) return field.message || words.bad;
    }
    return "";
  }

  function show() {
    const done = fields.filter(field => said(field) !== undefined);
    find("bar").style.width = 100 * done.length / (fields.length || 1) + "%";
    const progress = fill(words.progress, { count: done.length, all: fields.length });
    if (find("progress").textContent !== progress) find("progress").textContent = progress;
    for (const place of all("group")) {
      const within = fields.filter(field => String(field.group) === place.dataset.group);
      const count = within.filter(field => done.includes(field)).length;
      place.textContent = fill(words["group-progress"], { count, all: within.length });
      place.closest("a").classList.toggle("done", count === within.length);
    }
    for (const field of fields) {
      if (field.erase) field.erase.hidden = !field.boxes.some(box => box.checked);
      if (field.chosen) {
        const on = field.boxes.filter(box => box.checked).map(box => box.value);
        field.chosen.textContent = on.length ? fill(words["chosen-count"], { count: on.length, names: on.join("; ") }) : "";
      }
      for (const area of [field.value, field.own]) if (area) area.nextElementSibling.textContent = area.value;
    }
    const missing = fields.filter(field => said(field) === undefined);
    const [required, recommended] = ["required", "recommended"].map(name => missing.filter(field => field.requirement === name));
    const wrong = fields.map(field => [field, problem(field)]).filter(([, text]) => text);
    const state = [required.length ? fill(words["missing-required"], { count: required.length }) : words["all-there"]];
    if (recommended.length) state.push(fill(words["missing-recommended"], { count: recommended.length }));
    if (wrong.length) state.push(fill(words.wrong, { names: wrong.map(([field]) => field.name).join(", ") }));
    find("state").textContent = state.join(" ");
    const line = (field, text) => element("li", {}, element("a", { href: "#question-" + field.at }, element("bdi", { textContent: field.name })), " ", element("span", { textContent: text }));
    find("missing").replaceChildren(...wrong.map(([field, text]) => line(field, text)), ...[...required, ...recommended].map(field => line(field, field.missing)));
  }
  function check(field) {
    const text = problem(field);
    field.bad.textContent = text;
    for (const input of field.value ? [field.value] : []) text ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
  }
  function changed() {
    save();
    show();
  }
  document.addEventListener("submit", event => event.preventDefault());
  document.addEventListener("input", event => {
    if (event.target === find("file")) return;
    const field = fields.find(field => field.place.contains(event.target));
    if (field?.seek === event.target) return seek(field);
    if (field?.other && event.target === field.own && field.own.value.trim()) field.other.checked = true;
    if (field?.bad.textContent) check(field);
    changed();
  });
  document.addEventListener("change", event => {
    const field = fields.find(field => field.place.contains(event.target));
    if (field && event.target !== field.seek) check(field);
  });
  function seek(field) {
    const wanted = fold(field.seek.value);
    let count = 0;
    for (const box of field.boxes) {
      const names = data.fields[field.at].choices.find(({ text }) => text === box.value)?.names ?? [];
      const fits = !wanted || [box.value, ...names.slice(1)].some(name => fold(name).includes(wanted));
      box.closest("li").hidden = !fits;
      count += fits;
    }
    for (const part of field.place.querySelectorAll(".part")) part.hidden = !part.querySelector("li:not([hidden])");
    field.found.textContent = wanted ? fill(words.found, { count }) : "";
  }
  for (const field of fields) if (field.erase) field.erase.onclick = () => {
    for (const box of field.boxes) box.checked = false;
    if (field.own) field.own.value = "";
    changed();
    field.boxes[0].focus();
  };
  function toml() {
    const rows = of => Object.entries(of).filter(([, one]) => one !== null && one !== undefined).map(([name, one]) => Toml.row(name, one));
    const made = ["# " + data.title, ...rows({ ...kept.top, edition })];
    for (const example of [collect(), ...kept.examples]) made.push("", "[[example]]", ...rows(example));
    return made.join("\n") + "\n";
  }
  const json = () => JSON.stringify({ ...kept.top, edition, example: [collect(), ...kept.examples] }, null, 2) + "\n";
  for (const button of all("download")) button.onclick = () => {
    const kind = button.dataset.download;
    const title = byKey.get("title") ?? fields.find(field => field.input === "text");
    const name = fold(String(title && said(title) || "")).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "lob";
    edition = data.edition;
    const text = kind === "json" ? json() : toml();
    const address = URL.createObjectURL(new Blob([text], { type: "application/" + kind }));
    element("a", { href: address, download: `${name}.${kind}` }).click();
    // A busy computer may take a while to fetch it.
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    open = false;
    tell(fill(words.downloaded, { file: `${name}.${kind}` }), find("state").textContent);
  };
  find("print").onclick = () => print();
  find("clear").onclick = async () => {
    if (!await ask(words["clear-sure"], words["clear-yes"])) return;
    kept = none();
    edition = data.edition;
    if (allow) allow.checked = false;
    put({});
    for (const field of fields) check(field);
    changed();
    tell(words.cleared);
  };
  const picker = find("file");
  find("open").onclick = () => picker.click();
  function parse(name, text) {
    // Workbooks and documents are archives.
    if (text.startsWith("PK\u0003\u0004")) return tell(fill(words.office, { file: name }));
    try {
      const given = /\.json$/i.test(name) || /^\s*[{[]\s*["{\]}]/.test(text) ? JSON.parse(text) : Toml.read(text);
      const top = Array.isArray(given) ? { example: given } : given;
      if (!Toml.isTable(top)) throw Error();
      const { example, examples, edition: of, ...rest } = top;
      const listed = [example, examples].flat().filter(one => one !== undefined);
      const list = listed.length ? listed : [rest];
      if (!list.every(Toml.isTable)) throw Error();
      return { of, list, top: listed.length ? rest : {} };
    } catch (error) {
      return tell(fill(words.unreadable, { file: name, line: error.line ?? "?" }));
    }
  }
  picker.onchange = async () => {
    const [file] = picker.files;
    if (!file) return;
    const { name, size } = file;
    const text = size > LARGEST ? null : await file.text().catch(() => null);
    // The same file can be opened again.
    picker.value = "";
    if (text === null) return tell(fill(words["too-large"], { file: name }));
    const given = parse(name, text);
    if (!given || !isEmpty() && !await ask(fill(words["open-sure"], { file: name }), words["open-yes"])) return;
    edition = given.of ?? data.edition;
    kept = { ...none(), top: given.top, examples: given.list.slice(1) };
    const names = put(given.list[0]);
    for (const field of fields) check(field);
    changed();
    const told = [fill(words.opened, { file: name, count: fields.filter(field => said(field) !== undefined).length })];
    if (given.of && given.of !== data.edition) told.push(fill(words["other-edition"], { edition: given.of, current: data.edition }));
    if (names.length) told.push(fill(words["field-kept"], { names: names.join(", ") }));
    if (kept.examples.length) told.push(fill(words["more-examples"], { count: kept.examples.length }));
    tell(...told);
  };
  addEventListener("beforeunload", event => open && event.preventDefault());
  for (const part of all("live")) part.hidden = false;
  document.documentElement.classList.add("live");
  load();
  changed();
})();
