// Opens pages of `lobgraaf checklist -o page.html` in Chromium, fills them in, takes the answers out
// and gives earlier ones back; runs axe-core, prints, blocks storage and scripts.
// Usage: node checklist.mjs EARLIER FOLDER PAGE [PAGE …]. Writes NAME.answers.toml, NAME.kept.toml
// and NAME.pdf to FOLDER, prints what is wrong; exit 1 if anything is.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { axe, browser } from "./browser.mjs";

const wrong = [];
const [earlier, folder, ...pages] = process.argv.slice(2);
const POINT = 96 / 72;
// A4 without its margins; what is wider would be printed smaller.
const PAPER = { width: Math.floor(186 / 25.4 * 96), height: 900 };

for (const path of pages) {
  const must = (ok, text) => ok || wrong.push(`${path}: ${text}`);
  const name = basename(path, ".html");
  const address = pathToFileURL(path).href;
  const opened = async (options = {}, prepare = async () => {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", error => wrong.push(`${path}: script error ${error}`));
    page.on("console", message => message.type() === "error" && wrong.push(`${path}: ${message.text()}`));
    page.on("dialog", dialog => { wrong.push(`${path}: dialog ${dialog.message()}`); dialog.dismiss(); });
    page.on("request", request => /^(file|blob|data):/.test(request.url()) || wrong.push(`${path}: request ${request.url()}`));
    await prepare(page);
    await page.goto(address);
    return page;
  };
  const progress = page => page.locator("[data-progress]").textContent();
  const told = page => page.locator("[data-told]").innerText();
  const number = text => Number(/\d+/.exec(text)[0]);
  const checked = (page, question) => page.evaluate(at => document.querySelector(`input[name="answer-${at}"]:checked`)?.value ?? "", question);
  const download = async (page, to) => {
    const waiting = page.waitForEvent("download");
    await page.locator("[data-download]").first().click();
    const got = await waiting;
    await got.saveAs(join(folder, to));
    return got.suggestedFilename();
  };

  // Looks: no finding of axe, nothing wider than the window; questions, examples and lists open too.
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 700], ["dark", 320]]) {
    const page = await opened({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
    await page.locator('input[name="answer-0"]').first().check();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one, at) => { one.open = at % 7 < 3; }));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of violations) wrong.push(`${path} (${colorScheme} ${width}): axe ${id}: ${help} ${nodes[0].html.slice(0, 160)}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    must(over <= 0, `${over} pixels wider than the window of ${width}`);
    const small = await page.evaluate(() => [...document.querySelectorAll("button, summary, input[type=radio], input[type=checkbox]")]
      .map(one => (one.matches("input") ? one.closest("label") : one).getBoundingClientRect())
      .filter(box => box.width && Math.min(box.width, box.height) < 24).length);
    must(small === 0, `${small} targets smaller than 24 pixels at ${width}`);
    must(await page.evaluate(() => ["script", "img", "iframe", "svg", "object"].map(tag => document.querySelectorAll(tag).length).join() === "2,0,0,0,0"), "elements that nobody put there");
    await page.context().close();
  }

  // Answers: kept in a new window, taken out, cleared, given back.
  const page = await opened();
  const count = await page.locator(".item").count();
  must(number(await progress(page)) === 0, "answered before anybody answered");
  await page.fill("#field-school", 'Het "Baken"');
  await page.fill("#field-activity", "Één dag: bedrijven & jongeren");
  await page.fill("#field-date", "2026-11-20");
  await page.locator('input[name="answer-0"][value="yes"]').check();
  await page.locator('input[name="answer-1"][value="partly"]').check();
  await page.locator('input[name="answer-2"][value="no"]').check();
  await page.locator('input[name="answer-2"]').first().focus();
  await page.keyboard.press("ArrowLeft");
  must(await checked(page, 2) === "not-applicable", "arrow keys do not choose an answer");
  await page.fill("#remark-1", "meer \\ tijd\ntweede \"regel\"");
  await page.locator('input[name="answer-3"][value="yes"]').check();
  await page.locator('[data-erase="3"]').click();
  for (const list of ["sectors", "goals"]) {
    if (!await page.locator(`input[name="${list}"]`).count()) continue;
    await page.locator(".choose", { has: page.locator(`input[name="${list}"]`) }).locator("summary").click();
    await page.locator(`input[name="${list}"]`).nth(1).check();
  }
  await page.reload();
  must(number(await progress(page)) === 3, `after opening again: ${await progress(page)}`);
  must(await checked(page, 1) === "partly" && await page.inputValue("#remark-1") === "meer \\ tijd\ntweede \"regel\"", "an answer is lost by opening again");
  must(await page.inputValue("#field-date") === "2026-11-20", "the date is lost by opening again");
  must(await page.locator("[data-better] li").count() === 1, "the summary does not name what could be better");
  const file = await download(page, `${name}.answers.toml`);
  must(file === "een-dag-bedrijven-jongeren.toml", `the file is called ${file}`);
  const before = await page.evaluate(() => localStorage.getItem(Object.keys(localStorage)[0]));
  await page.locator("[data-clear]").click();
  await page.locator("[data-no]").click();
  must(number(await progress(page)) === 3, "cleared without confirmation");
  await page.locator("[data-clear]").click();
  await page.locator("[data-yes]").click();
  await page.waitForFunction(() => !document.querySelector("input[type=radio]:checked"));
  must(await page.evaluate(() => localStorage.length === 0 && !document.getElementById("field-school").value), "not everything is cleared");
  await page.locator("[data-file]").setInputFiles(join(folder, `${name}.answers.toml`));
  await page.waitForFunction(() => document.querySelector("[data-told]").textContent.includes("3"));
  must(await page.evaluate(() => localStorage.getItem(Object.keys(localStorage)[0])) === before, "what was downloaded does not come back the same");
  must(await page.locator("[data-told] p").count() === 1, `something is told of an own file: ${await told(page)}`);

  // An earlier file, by somebody else: what is unknown is told and goes out again.
  await page.locator("[data-file]").setInputFiles(earlier);
  await page.locator("[data-yes]").click();
  await page.waitForFunction(() => document.querySelector("[data-told] p:nth-child(2)"));
  writeFileSync(join(folder, `${name}.told.txt`), await told(page));
  await page.reload();
  await download(page, `${name}.kept.toml`);
  for (const [other, text] of [["broken.toml", 'school = "a"\nactivity = '], ["broken.json", "{"], ["list.json", "[1]"]]) {
    await page.locator("[data-file]").setInputFiles({ name: other, mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.waitForFunction(name => document.querySelector("[data-told]").textContent.includes(name), other);
  }
  must(await page.inputValue("#field-school") !== "a", "a file that is no TOML changed something");
  // A workbook is told as what it is; answers of another form are told and do not go out as this one's.
  await page.locator("[data-file]").setInputFiles({ name: "book.xlsx", mimeType: "application/zip", buffer: Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(2 << 20)]) });
  await page.waitForFunction(() => /book\.xlsx.*checklist score/.test(document.querySelector("[data-told]").textContent));
  const [other] = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).others);
  if (other) {
    const given = { activity: "van elders", answers: { [other]: { answer: "yes" } } };
    await page.locator("[data-file]").setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(given)) });
    await page.locator("[data-yes]").click();
    await page.waitForFunction(name => document.querySelector("[data-told]").textContent.includes(": " + name), other);
    await page.reload();
    must((await told(page)).includes(other), "that answers of another form are kept aside is not told again");
    await download(page, `${name}.aside.toml`);
    must(!readFileSync(join(folder, `${name}.aside.toml`), "utf8").includes("answers"), "answers of another form go out");
  }
  const answers = { activity: "uit JSON", answers: { [await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).items[0].key)]: { answer: "Nee" } } };
  await page.locator("[data-file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(answers)) });
  await page.locator("[data-yes]").click();
  await page.waitForFunction(() => document.getElementById("field-activity").value === "uit JSON");
  must(await checked(page, 0) === "no", "JSON is not read");

  // On paper: nothing smaller than 8.5 points, no question split.
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(point => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes = [];
    while (texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const box = range.getBoundingClientRect();
      const style = getComputedStyle(texts.currentNode.parentElement);
      if (texts.currentNode.data.trim() && box.width > 2 && style.clipPath === "none") sizes.push(parseFloat(style.fontSize) / point);
    }
    const whole = [...document.querySelectorAll(".item")].every(one => getComputedStyle(one).breakInside === "avoid");
    return { least: Math.min(...sizes), over: document.documentElement.scrollWidth - innerWidth, whole, tools: getComputedStyle(document.querySelector(".tools")).display };
  }, POINT);
  must(paper.least > 8.49, `on paper a text has ${paper.least} points`);
  must(paper.over <= 0, `${paper.over} pixels wider than the paper, so printed smaller`);
  must(paper.whole, "a question may be split");
  must(paper.tools === "none", "buttons are printed");
  await page.context().close();

  // Storage that is not there is said; the page works.
  const poor = await opened({}, page => page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })));
  await poor.locator('input[name="answer-0"]').first().check();
  must(await poor.locator("[data-saved].warn").isVisible(), "that nothing is kept is not said");
  must(number(await progress(poor)) === 1, "without storage the page does not count");
  await poor.context().close();

  // Without scripts it is a form to fill in and print.
  const bare = await opened({ javaScriptEnabled: false, colorScheme: "dark" });
  await bare.locator('input[name="answer-0"]').first().check();
  must((await bare.locator("body").innerText()).includes("JavaScript"), "without JavaScript nothing is said");
  must(!await bare.locator("[data-clear]").isVisible(), "buttons without a script behind them");
  await bare.locator('input[name="answer-0"]').first().evaluate(one => { one.checked = false; });
  await bare.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
  await bare.context().close();
  const fresh = await opened();
  await fresh.pdf({ path: join(folder, `${name}.live.pdf`), preferCSSPageSize: true, printBackground: true });
  must(count === await fresh.locator(".item").count(), "questions come and go");
  await fresh.context().close();
}
await browser.close();
console.log(wrong.length ? wrong.join("\n") : "nothing wrong");
process.exit(wrong.length ? 1 : 0);
