// Opens pages of `lobgraaf guideline -o page.html` in Chromium, fills them in, takes the answers out
// and gives them back; runs axe-core, prints, blocks storage and scripts.
// Usage: node guideline.mjs FOLDER PAGE [PAGE …]. Writes NAME.toml, NAME.json, NAME.kept.toml and
// NAME.pdf to FOLDER, prints what is wrong; exit 1 if anything is.
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { axe, browser } from "./browser.mjs";

const wrong = [];
const [folder, ...pages] = process.argv.slice(2);

for (const path of pages) {
  const must = (ok, text) => ok || wrong.push(`${path}: ${text}`);
  const name = basename(path, ".html");
  const opened = async (options = {}, prepare = async () => {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on("pageerror", error => wrong.push(`${path}: script error ${error}`));
    page.on("console", message => message.type() === "error" && wrong.push(`${path}: ${message.text()}`));
    page.on("request", request => /^(file|blob|data):/.test(request.url()) || wrong.push(`${path}: request ${request.url()}`));
    await prepare(page);
    await page.goto(pathToFileURL(path).href);
    return page;
  };
  const told = page => page.locator("[data-told]").innerText();
  const field = (page, key) => page.locator(`[data-field="${key}"]`);
  const download = async (page, kind, to) => {
    const waiting = page.waitForEvent("download");
    await page.locator(`[data-download="${kind}"]`).first().click();
    await (await waiting).saveAs(join(folder, to));
  };

  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["dark", 320]]) {
    const page = await opened({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
    await field(page, "title").locator("[data-value]").fill("x");
    await field(page, "title").locator("[data-value]").blur();
    await page.evaluate(() => document.querySelectorAll("details").forEach(one => { one.open = true; }));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of violations) wrong.push(`${path} (${colorScheme} ${width}): axe ${id}: ${help} ${nodes[0].html.slice(0, 200)}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    must(over <= 0, `${over} pixels wider than the window of ${width}`);
    must(await field(page, "title").locator("[data-bad]").innerText() !== "", "a title of one letter is not told");
    await page.context().close();
  }

  // Filled in, kept in a new window, taken out, cleared, given back.
  const page = await opened();
  await field(page, "title").locator("[data-value]").fill('Één dag: "bedrijven" \\ jongeren');
  await field(page, "description").locator("[data-value]").fill("Eerst dit.\nDan dat, en nog iets meer.");
  await field(page, "sector").locator("input[type=checkbox]").first().check();
  await field(page, "sector").locator("[data-own]").fill("een sector van ons\nnog een");
  await field(page, "success-extent").locator("input[type=radio]").first().check();
  await field(page, "programme-coherence").locator("[data-own]").fill("weer anders");
  await field(page, "organisation").locator("[data-value]").fill("School A\nSchool B");
  await field(page, "participants").locator("[data-value]").fill("120");
  await field(page, "first-held").locator("[data-value]").fill("2024");
  await field(page, "described-on").locator("[data-value]").fill("2026-11-20");
  await field(page, "permission-to-publish").locator("input").first().check();
  await field(page, "contact-name").locator("[data-value]").fill("Iemand Anders");
  must(!await page.evaluate(() => JSON.stringify(localStorage).includes("Iemand Anders")), "a person is kept without being allowed");
  await download(page, "toml", `${name}.toml`);
  await download(page, "json", `${name}.json`);
  await page.reload();
  must(await field(page, "title").locator("[data-value]").inputValue() === 'Één dag: "bedrijven" \\ jongeren', "the title is lost by opening again");
  must(await field(page, "sector").locator("[data-own]").inputValue() === "een sector van ons\nnog een", "own words are lost by opening again");
  must(await field(page, "contact-name").locator("[data-value]").inputValue() === "", "a person comes back");
  await page.locator("[data-allow]").check();
  await field(page, "contact-name").locator("[data-value]").fill("Iemand Anders");
  await page.reload();
  must(await field(page, "contact-name").locator("[data-value]").inputValue() === "Iemand Anders", "a person that may be kept is lost");
  await page.locator("[data-clear]").click();
  await page.locator("[data-yes]").click();
  await page.waitForFunction(() => localStorage.length === 0);
  await page.locator("[data-file]").setInputFiles(join(folder, `${name}.toml`));
  await page.waitForFunction(() => document.querySelector("[data-told]").textContent.includes(".toml"));
  must(await page.locator("[data-told] p").count() === 1, `something is told of an own file: ${await told(page)}`);
  await download(page, "toml", `${name}.again.toml`);
  const other = 'edition = "2020-01-01-00000000"\n[[example]]\ntitle = "van elders"\ncolour = "rood"\n[[example]]\ntitle = "het tweede"\n';
  await page.locator("[data-file]").setInputFiles({ name: "other.toml", mimeType: "text/plain", buffer: Buffer.from(other) });
  await page.locator("[data-yes]").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-told] p").length === 4);
  must(/2020-01-01-00000000/.test(await told(page)) && /colour/.test(await told(page)), "another edition or a key that is unknown is not told");
  await page.reload();
  must(/2020-01-01-00000000/.test(await told(page)), "answers of another edition are not told when they come back");
  await download(page, "toml", `${name}.kept.toml`);
  await page.locator("[data-file]").setInputFiles({ name: "broken.toml", mimeType: "text/plain", buffer: Buffer.from("title = ") });
  await page.waitForFunction(() => document.querySelector("[data-told]").textContent.includes("broken.toml"));
  await page.context().close();

  // Storage that is not there is said; without scripts it is a form to print.
  const poor = await opened({}, page => page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })));
  await field(poor, "title").locator("[data-value]").fill("abc");
  must(await poor.locator("[data-saved].warn").isVisible(), "that nothing is kept is not said");
  await poor.context().close();
  const bare = await opened({ javaScriptEnabled: false });
  must((await bare.locator("body").innerText()).includes("JavaScript"), "without JavaScript nothing is said");
  must(!await bare.locator("[data-clear]").isVisible(), "buttons without a script behind them");
  await bare.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
  await bare.context().close();
}
await browser.close();
console.log(wrong.length ? wrong.join("\n") : "nothing wrong");
process.exit(wrong.length ? 1 : 0);
