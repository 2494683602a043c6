// Opens a page of `lobgraaf tree -o page.html` in Chromium as a person with a keyboard would, and
// runs axe-core on it. Usage: node page.mjs PAGE [PAGE …]. Prints what is wrong; exit 1 if anything is.
import { pathToFileURL } from "node:url";
import { forcedColours, largerText, print, references, search, widths } from "./tree-page.mjs";
import { axe, browser } from "./browser.mjs";

const wrong = [];
const seen = new Set();
const must = (ok, page, text) => ok || wrong.push(`${page}: ${text}`);

for (const path of process.argv.slice(2)) {
  for (const scheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme: scheme, bypassCSP: true, viewport: { width: 1100, height: 900 } });
    const page = await context.newPage();
    page.on("pageerror", error => wrong.push(`${path}: script error ${error}`));
    page.on("request", request => request.url().startsWith("file:") || wrong.push(`${path}: request ${request.url()}`));
    const started = Date.now();
    await page.goto(pathToFileURL(path).href);
    await page.waitForSelector("[role=tree]");
    const opened = Date.now() - started;
    console.log(`${path} (${scheme}): opened in ${opened} ms`);

    const items = await page.locator("[role=treeitem]").count();
    must(items > 0, path, "no treeitem");
    await page.locator("[role=treeitem]").first().focus();
    const label = () => page.evaluate(() => document.activeElement.textContent);
    const first = await label();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    must((await label()) !== first, path, "ArrowDown does not move");
    await page.keyboard.press("Home");
    must((await label()) === first, path, "Home does not lead to the first item");
    await page.keyboard.press("End");
    const end = await label();
    must(end && end !== first, path, "End does not lead to the last item");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    const expanded = await page.evaluate(() => document.activeElement.getAttribute("aria-expanded"));
    must(expanded !== "true", path, "ArrowLeft does not close a branch");
    await page.keyboard.press("ArrowRight");

    const anchor = await page.evaluate(() => [...document.querySelectorAll("[data-tree] li[id]")].at(-1).id);
    await page.evaluate(id => { location.hash = "#" + encodeURIComponent(id); }, anchor);
    await page.waitForFunction(id => document.activeElement?.parentElement.id === id, anchor, { timeout: 5000 })
      .catch(() => wrong.push(`${path}: a link to the last item does not lead there`));
    const found = await page.evaluate(() => document.activeElement.querySelector("bdi").textContent.slice(0, 12));
    await page.fill("input[type=search]", found);
    must((await page.locator("[data-results] button").count()) > 0, path, `search does not find “${found}”`);

    if (items < 2000) {
      const here = (ok, text) => must(ok, `${path} (${scheme})`, text);
      for (const [what, check] of Object.entries({ search, references, largerText, print, forcedColours, widths })) {
        await check(page, here, seen).catch(error => here(false, `${what}: ${error}`));
      }
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, help, nodes } of violations) wrong.push(`${path} (${scheme}): axe ${id}: ${help} ${nodes[0].html.slice(0, 160)}`);
    }
    await context.close();
  }
  const bare = await browser.newContext({ javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto(pathToFileURL(path).href);
  const hidden = await page.locator("[data-tree] li").last().isVisible();
  must(hidden, path, "without JavaScript not every item is shown");
  await bare.close();
}
await browser.close();
console.log(`seen: ${[...seen].sort().join(", ")}`);
console.log(wrong.length ? wrong.join("\n") : "nothing wrong");
process.exit(wrong.length ? 1 : 0);
