// Opens the page of `lobgraaf link review -o page.html` in Chromium as a person with a keyboard
// would, runs axe-core on it, takes the decisions out. Usage: node review.mjs TABLE PAGE [PAGE …].
// Writes the table of the last page to TABLE, prints what is wrong; exit 1 if anything is.
import { pathToFileURL } from "node:url";
import { axe, browser } from "./browser.mjs";

const wrong = [];
const must = (ok, path, text) => ok || wrong.push(`${path}: ${text}`);
const [target, ...pages] = process.argv.slice(2);

for (const path of pages) {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 360]]) {
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.on("pageerror", error => wrong.push(`${path}: script error ${error}`));
    page.on("request", request => /^(file|blob):/.test(request.url()) || wrong.push(`${path}: request ${request.url()}`));
    const look = async when => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, help, nodes } of violations) wrong.push(`${path} (${colorScheme} ${width}, ${when}): axe ${id}: ${help} ${nodes[0].html.slice(0, 160)}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      must(!over, path, `${when}: wider than the window of ${width}`);
    };
    await page.goto(pathToFileURL(path).href);
    const heads = () => page.locator(".side h2").allTextContents();
    const advance = () => page.locator("[data-advance]").textContent();
    await look("first pair");
    const first = await heads();
    await page.keyboard.press("e");
    must((await heads()).join() !== first.join(), path, "`e` does not lead to the next pair");
    await page.keyboard.press("u");
    must((await heads()).join() === first.join(), path, "`u` does not take back");
    await page.keyboard.press("l");                      // bank later
    await page.keyboard.press("e");                      // apple 11 exact
    await page.keyboard.press("x");                      // apple 12: a rejection needs a reason
    must(await page.evaluate(() => document.activeElement.id === "reason"), path, "`x` does not ask for a reason");
    await page.keyboard.type('een "ander" ding');
    await page.keyboard.press("Enter");
    must(/2 (besloten|decided)/.test(await advance()), path, `after two decisions: ${await advance()}`);
    // Everything is still there in a new window.
    await page.reload();
    must(/2 (besloten|decided)/.test(await advance()), path, `after opening again: ${await advance()}`);
    await page.keyboard.press("/");
    await page.keyboard.type("fruit");
    await page.keyboard.press("Escape");
    must((await heads())[0] === "fruit", path, "the filter does not lead to the concept");
    await page.keyboard.press("m");
    await page.keyboard.type("bijna");
    await page.keyboard.press("Enter");
    await page.keyboard.press("c");
    await page.fill("#filter", "");
    await page.locator("#filter").press("Escape");
    await page.keyboard.press("l");                      // bank later
    await page.keyboard.press("e");                      // nothing to be exact with: no decision
    await page.keyboard.press("0");
    await page.locator("[data-overview] summary").click();
    await look("the end");
    await page.locator("[data-shortcuts]").uncheck();
    await page.locator("h1").click();
    await page.keyboard.press("u");
    must(/4 (besloten|decided)/.test(await advance()), path, `keys work though they are off, or: ${await advance()}`);
    const waiting = page.waitForEvent("download");
    await page.locator("[data-download]").click();
    await (await waiting).saveAs(target);
    await context.close();
  }
  const bare = await browser.newContext({ javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto(pathToFileURL(path).href);
  must(await page.locator("noscript").count() && (await page.locator("body").innerText()).includes("JavaScript"), path, "without JavaScript nothing is said");
  await bare.close();
}
await browser.close();
console.log(wrong.length ? wrong.join("\n") : "nothing wrong");
process.exit(wrong.length ? 1 : 0);
