"use strict";
// As much of TOML 1.0 as a file of answers can hold: tables, dotted and quoted keys, all four kinds
// of string, arrays, inline tables. Dates come as text. What is no TOML throws its line.
const Toml = (() => {
  const table = () => Object.create(null);
  const isTable = value => typeof value === "object" && value !== null && !Array.isArray(value);

  class Reader {
    constructor(text) {
      this.text = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
      this.at = 0;
    }
    fail() { throw Object.assign(new Error("no TOML"), { line: this.text.slice(0, this.at).split("\n").length }); }
    is(part) { return this.text.startsWith(part, this.at); }
    take(part) { return this.is(part) && (this.at += part.length, true); }
    must(part) { this.take(part) || this.fail(); }
    match(pattern) {
      pattern.lastIndex = this.at;
      const found = pattern.exec(this.text);
      if (found) this.at = pattern.lastIndex;
      return found;
    }
    blank() { this.match(/[ \t]*/y); }
    lines() { this.match(/(?:[ \t\n]|#[^\n]*)*/y); }
    end() { this.match(/[ \t]*(?:#[^\n]*)?(?:\n|$)/y) || this.fail(); }
    key() {
      const parts = [];
      do {
        this.blank();
        if (this.is('"""') || this.is("'''")) this.fail();
        const quoted = this.is('"') || this.is("'");
        const bare = quoted ? null : this.match(/[\w-]+/y) || this.fail();
        parts.push(quoted ? this.string() : bare[0]);
        this.blank();
      } while (this.take("."));
      return parts;
    }
    string() {
      if (this.take('"""')) return this.long('"""', true);
      if (this.take("'''")) return this.long("'''", false);
      const [, inside, plain] = this.match(/"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/y) || this.fail();
      return inside === undefined ? plain : this.unescape(inside);
    }
    long(quote, escapes) {
      this.take("\n");
      const pattern = escapes ? /((?:[^\\"]|\\[^]|"{1,2}(?!"))*)"""("{0,2})/y : /((?:[^']|'{1,2}(?!'))*)'''('{0,2})/y;
      const [, inside, more] = this.match(pattern) || this.fail();
      return escapes ? this.unescape(inside.replace(/\\[ \t]*\n[ \t\n]*/g, "")) + more : inside + more;
    }
    unescape(text) {
      const signs = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", '"': '"', "\\": "\\" };
      return text.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^])/g, (_, sign) => {
        if (sign.length === 1) return signs[sign] ?? this.fail();
        const code = parseInt(sign.slice(1), 16);
        return code > 0x10FFFF ? this.fail() : String.fromCodePoint(code);
      });
    }
    value(depth = 0) {
      if (depth > 32) this.fail();
      if (this.is('"') || this.is("'")) return this.string();
      if (this.take("[")) {
        const all = [];
        for (this.lines(); !this.take("]"); this.lines()) {
          all.push(this.value(depth + 1));
          this.lines();
          if (!this.take(",")) { this.must("]"); break; }
        }
        return all;
      }
      if (this.take("{")) {
        const made = table();
        this.blank();
        if (this.take("}")) return made;
        do { this.pair(made, depth + 1); this.blank(); } while (this.take(","));
        this.must("}");
        return made;
      }
      const [bare] = this.match(/\d{4}-\d\d-\d\d [\d:.]+(?:Z|[+-][\d:]+)?|[\w+.:-]+/y) || this.fail();
      if (bare === "true" || bare === "false") return bare === "true";
      if (!/^[+-]?(\d|inf$|nan$)/.test(bare)) this.fail();
      // A number that would not come back as it was written stays text.
      return String(Number(bare)) === bare ? Number(bare) : bare;
    }
    pair(into, depth) {
      const path = this.key();
      this.must("=");
      this.blank();
      const value = this.value(depth);
      const last = path.pop();
      const holder = this.walk(into, path);
      if (last in holder) this.fail();
      holder[last] = value;
    }
    walk(from, path) {
      return path.reduce((holder, part) => {
        const inside = holder[part] ??= table();
        return isTable(inside) ? inside : this.fail();
      }, from);
    }
    file() {
      const root = table();
      let holder = root;
      const heads = new Set();
      for (this.lines(); this.at < this.text.length; this.lines()) {
        if (this.take("[[")) {
          const path = this.key();
          const last = path.pop();
          const outer = this.walk(root, path);
          const list = outer[last] ??= [];
          if (!Array.isArray(list) || list.some(one => !isTable(one))) this.fail();
          this.must("]]");
          list.push(holder = table());
        } else if (this.take("[")) {
          const path = this.key();
          const name = JSON.stringify(path);
          if (heads.has(name)) this.fail();
          heads.add(name);
          holder = this.walk(root, path);
          this.must("]");
        } else this.pair(holder, 0);
        this.end();
      }
      return root;
    }
  }

  const quoted = text => '"' + text.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t").replace(/\r/g, "\\r")
    .replace(/[\u0000-\u001F\u007F]/g, sign => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0")) + '"';
  const key = text => /^[\w-]+$/.test(text) ? text : quoted(text);
  const value = one => {
    if (Array.isArray(one)) return `[${one.filter(part => part !== null).map(value).join(", ")}]`;
    if (isTable(one)) return `{ ${Object.entries(one).filter(([, part]) => part !== null).map(([name, part]) => `${key(name)} = ${value(part)}`).join(", ")} }`;
    return typeof one === "string" ? quoted(one) : String(one);
  };
  /// Tables of tables get heads of their own, everything else stands in one line.
  const write = (title, { answers = {}, ...fields }) => {
    const lines = ["# " + title.replace(/[\u0000-\u001F\u007F]+/g, " ")];
    const rows = of => Object.entries(of).filter(([, one]) => one !== null).map(([name, one]) => row(name, one));
    lines.push(...rows(fields));
    const [tables, others] = [true, false].map(want => Object.entries(answers).filter(([, one]) => one !== null && isTable(one) === want));
    if (others.length) lines.push("", "[answers]", ...rows(Object.fromEntries(others)));
    for (const [name, one] of tables) lines.push("", `[answers.${quoted(name)}]`, ...rows(one));
    return lines.join("\n") + "\n";
  };
  const row = (name, one) => `${key(name)} = ${value(one)}`;
  return { read: text => new Reader(text).file(), write, row, isTable };
})();
