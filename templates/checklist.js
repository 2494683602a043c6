(() => {
  const { find, element, tell, ask } = FillIn;
  const data = JSON.parse(document.getElementById("data").textContent);
  const { items, words, groups, values } = data;
  const all = name => [...document.querySelectorAll(`[data-${name}]`)];
  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => name in given ? given[name] : whole);
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const foreign = text => element("bdi", { textContent: text });
  const TEXTS = ["school", "activity", "filled-in-by", "date"];
  const LISTS = ["sectors", "goals"];
  // What says which sheet it is.
  const SHEET = ["edition", "form", "audience", "level"];
  const LARGEST = 1 << 20;

  const inputs = Object.fromEntries(TEXTS.map(name => [name, document.getElementById("field-" + name)]));
  const boxes = Object.fromEntries(LISTS.map(name => [name, [...document.querySelectorAll(`input[name="${name}"]`)]]));
  const questions = items.map((item, at) => ({
    ...item,
    radios: [...document.querySelectorAll(`input[name="answer-${at}"]`)],
    remark: document.getElementById("remark-" + at),
    erase: document.querySelector(`[data-erase="${at}"]`),
  }));
  const byName = new Map(questions.flatMap(one => [[fold(one.key), one], [fold(one.iri), one]]));
  // Names of questions that only another form or sheet asks.
  const ofOtherForms = new Set(data.others.map(fold).filter(name => !byName.has(name)));
  const valueOf = word => values.find(([name, ...texts]) => [name, ...texts].some(text => fold(text).replaceAll(".", "") === fold(word).replaceAll(".", "")))?.[0];
  const chosen = one => one.radios.find(radio => radio.checked)?.value ?? "";

  // What a file said that has no place on this page; it goes out again as it came in. Only answers to
  // questions of another form or sheet stay aside: in a file of this one they would be wrong.
  const table = () => Object.create(null);
  const none = () => ({ fields: table(), sectors: [], goals: [], answers: table(), others: [], aside: table() });
  let kept = none();

  /// The answers as a file holds them.
  function collect() {
    const made = table();
    for (const name of SHEET) if (data[name]) made[name] = data[name];
    for (const name of TEXTS) {
      const text = inputs[name].value.trim() || kept.fields[name];
      if (text) made[name] = text;
    }
    for (const name of LISTS) {
      const list = [...boxes[name].filter(box => box.checked).map(box => box.value), ...kept[name]];
      if (list.length) made[name] = list;
    }
    for (const [name, value] of Object.entries(kept.fields)) if (!TEXTS.includes(name)) made[name] = value;
    const answers = new Map();
    const word = one => chosen(one) || kept.answers[one.key]?.answer;
    for (const one of questions) {
      const { answer: _, remark: __, ...others } = kept.answers[one.key] ?? {};
      const row = { ...others };
      if (word(one)) row.answer = word(one);
      if (one.remark.value.trim()) row.remark = one.remark.value.trim();
      if (Object.keys(row).length) answers.set(one.key, row);
    }
    for (const [name, row] of kept.others) {
      let free = name;
      while (answers.has(free)) free += " (2)";
      answers.set(free, row);
    }
    return Object.assign(made, { answers: Object.fromEntries(answers) });
  }
  const isEmpty = made => Object.keys(made).every(name => SHEET.includes(name) || name === "answers") && !Object.keys(made.answers).length;

  /// Puts answers on the page; what is not understood is kept, and told as [text, name].
  function put(given) {
    const told = [];
    kept = none();
    for (const name of TEXTS) inputs[name].value = "";
    for (const name of LISTS) for (const box of boxes[name]) box.checked = false;
    for (const one of questions) {
      for (const radio of one.radios) radio.checked = false;
      one.remark.value = "";
    }
    for (const [name, value] of Object.entries(given)) {
      if (name === "answers" || SHEET.includes(name)) continue;
      if (TEXTS.includes(name) && typeof value === "string") {
        inputs[name].value = value;
        if (name === "date" && inputs[name].value !== value) {
          kept.fields[name] = value;
          told.push(["bad-date", value]);
        }
      } else if (LISTS.includes(name) && [value].flat().every(one => typeof one === "string")) {
        for (const one of [value].flat().filter(Boolean)) {
          const box = boxes[name].find(box => [box.value, box.value.split(/[/#]/).pop(), box.dataset.label].some(text => fold(text) === fold(one)));
          if (box) box.checked = true;
          else {
            kept[name].push(one);
            told.push(["choice-kept", one]);
          }
        }
      } else {
        kept.fields[name] = value;
        told.push(["field-kept", name]);
      }
    }
    const seen = new Set();
    for (const [name, row] of Object.entries(Toml.isTable(given.answers) ? given.answers : {})) {
      const one = byName.get(fold(name));
      if (ofOtherForms.has(fold(name))) {
        kept.aside[name] = row;
        told.push(["other-form", name]);
        continue;
      }
      if (!one || !Toml.isTable(row) || seen.has(one)) {
        kept.others.push([name, row]);
        told.push([one ? seen.has(one) ? "answered-twice" : "answer-kept" : "not-here", name]);
        continue;
      }
      seen.add(one);
      const { answer = "", remark = "", ...others } = row;
      const value = valueOf(String(answer));
      for (const radio of one.radios) radio.checked = radio.value === value;
      one.remark.value = String(remark);
      if (answer && !value) {
        others.answer = answer;
        told.push(["answer-kept", `${name}: ${answer}`]);
      }
      if (Object.keys(others).length) kept.answers[one.key] = others;
    }
    return told;
  }

  let canSave = true;
  let open = false;
  function save() {
    const made = collect();
    const aside = Object.keys(kept.aside).length ? { aside: kept.aside } : {};
    try {
      if (isEmpty(made) && !aside.aside) localStorage.removeItem(data.storage);
      else localStorage.setItem(data.storage, JSON.stringify({ ...made, ...aside }));
      canSave = true;
    } catch { canSave = false; }
    open = !canSave && !isEmpty(made);
    const saved = find("saved");
    saved.textContent = canSave ? words.saved : words["not-saved"];
    saved.classList.toggle("warn", !canSave);
  }
  function load() {
    try {
      const before = localStorage.getItem(data.storage);
      const { aside = {}, ...given } = before ? JSON.parse(before) : {};
      put(given);
      Object.assign(kept.aside, aside);
    } catch { put({}); }
    const names = Object.keys(kept.aside).join(", ");
    if (names) tell(fill(words["other-form-kept"], { names }));
  }

  /// `YYYY-MM-DD` as people write it in the language of the page.
  function inDays(date) {
    if (!date) return "";
    const [year, month, day] = date.split("-").map(Number);
    const { lang } = document.documentElement;
    return new Date(year, month - 1, day).toLocaleDateString(lang === "en" ? "en-GB" : lang);
  }
  /// Shows what follows from the answers.
  function show() {
    const answered = questions.filter(chosen).length;
    find("bar").style.width = 100 * answered / (questions.length || 1) + "%";
    const progress = fill(words.progress, { count: answered, all: questions.length });
    if (find("progress").textContent !== progress) find("progress").textContent = progress;
    for (const one of questions) {
      one.erase.hidden = !chosen(one);
      one.remark.style.height = "auto";
      if (!CSS.supports("field-sizing", "content")) one.remark.style.height = one.remark.scrollHeight + 2 + "px";
      one.remark.nextElementSibling.textContent = one.remark.value;
    }
    for (const name of TEXTS) {
      inputs[name].classList.toggle("empty", !inputs[name].value);
      inputs[name].nextElementSibling.textContent = name === "date" ? inDays(inputs[name].value) : inputs[name].value;
    }
    for (const name of LISTS) {
      const list = boxes[name].filter(box => box.checked).map(box => box.dataset.label).join(", ");
      for (const place of all("chosen").filter(place => place.dataset.chosen === name)) place.textContent = list;
    }
    const rows = groups.map((group, at) => {
      const within = questions.filter(one => one.group === at);
      const counts = [...values.map(([name]) => name), ""].map(name => within.filter(one => chosen(one) === name).length);
      const done = within.length - counts.at(-1);
      for (const place of all("group").filter(place => place.dataset.group === String(at))) {
        place.textContent = fill(words["group-progress"], { count: done, all: within.length });
        place.closest("a")?.classList.toggle("done", done === within.length);
      }
      return element("tr", {}, element("th", { scope: "row" }, foreign(group)), ...counts.map(count => element("td", { textContent: count, className: count ? "" : "zero" })));
    });
    find("rows").replaceChildren(...rows);
    const worse = questions.filter(one => ["partly", "no"].includes(chosen(one)) || one.remark.value.trim());
    find("better").replaceChildren(...worse.map(one => {
      const said = [values.find(([name]) => name === chosen(one))?.[1 + data.language], one.remark.value.trim()].filter(Boolean).join(": ");
      return element("li", {}, element("a", { href: "#question-" + questions.indexOf(one) }, foreign(one.name)), " ", element("span", {}, foreign(said)));
    }));
    find("better-none").hidden = worse.length > 0;
  }
  function changed() {
    save();
    show();
  }

  document.addEventListener("input", changed);
  document.addEventListener("submit", event => event.preventDefault());
  for (const one of questions) one.erase.onclick = () => {
    for (const radio of one.radios) radio.checked = false;
    changed();
    one.radios[0].focus();
  };
  const fileName = () => {
    const name = fold(inputs.activity.value).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
    return (name || "checklist") + ".toml";
  };
  for (const button of all("download")) button.onclick = () => {
    const address = URL.createObjectURL(new Blob([Toml.write(data.title, collect())], { type: "application/toml" }));
    const link = element("a", { href: address, download: fileName() });
    link.click();
    // A busy computer may take a while to fetch it.
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    open = false;
    tell(fill(words.downloaded, { file: fileName() }));
  };
  find("print").onclick = () => print();
  find("clear").onclick = async () => {
    if (!await ask(words["clear-sure"], words["clear-yes"])) return;
    put({});
    changed();
    tell(words.cleared);
  };
  const picker = find("file");
  find("open").onclick = () => picker.click();
  function parse(name, text) {
    // Workbooks and documents are archives.
    if (text.startsWith("PK\u0003\u0004")) {
      tell(fill(words.office, { file: name }));
      return null;
    }
    const isJson = /\.json$/i.test(name) || /^\s*\{/.test(text);
    try {
      const given = isJson ? JSON.parse(text) : Toml.read(text);
      if (Toml.isTable(given)) return given;
      tell(fill(words["unreadable-json"], { file: name }));
    } catch (error) {
      tell(isJson ? fill(words["unreadable-json"], { file: name }) : fill(words.unreadable, { file: name, line: error.line ?? "?" }));
    }
    return null;
  }
  picker.onchange = async () => {
    const [file] = picker.files;
    if (!file) return;
    const { name, size } = file;
    const isLarge = size > LARGEST;
    const text = await new Promise(resolve => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => resolve(null);
      reader.readAsText(isLarge ? file.slice(0, 4) : file);
    });
    // The same file can be opened again.
    picker.value = "";
    if (text === null || isLarge && !text.startsWith("PK")) return tell(fill(words["too-large"], { file: name }));
    const given = parse(name, text);
    if (!given || !isEmpty(collect()) && !await ask(fill(words["open-sure"], { file: name }), words["open-yes"])) return;
    const told = put(given);
    changed();
    const lines = [fill(words.opened, { file: name, count: questions.filter(chosen).length })];
    if (!given.edition) lines.push(words["no-edition"]);
    else if (given.edition !== data.edition) lines.push(fill(words["other-edition"], { edition: given.edition, current: data.edition }));
    const isOther = name => given[name] && ![data[name], data[name].split(/[/#]/).pop(), data.labels[name] ?? ""].some(text => fold(text) === fold(String(given[name])));
    if (["audience", "level"].some(isOther)) lines.push(words["other-sheet"]);
    for (const key of new Set(told.map(([key]) => key))) {
      lines.push(fill(words[key], { names: told.filter(([other]) => other === key).map(([, name]) => name).join(", ") }));
    }
    tell(...lines);
  };
  // Another window with the same form.
  addEventListener("storage", event => {
    if (event.key !== data.storage) return;
    load();
    show();
  });
  addEventListener("beforeunload", event => open && event.preventDefault());
  for (const part of all("live")) part.hidden = false;
  document.documentElement.classList.add("live");
  load();
  changed();
})();
