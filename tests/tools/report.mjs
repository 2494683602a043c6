// Opens pages that are only read, light and dark, wide and narrow: axe-core finds nothing, nothing
// is wider than the window, no request is made; nothing that is printed is below 8.5 points. Usage: node report.mjs PAGE.html …
import { pathToFileURL } from "node:url";
import { axe, browser } from "./browser.mjs";

const wrong = [];
for (const path of process.argv.slice(2)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      page.on("request", (request) => {
        if (!request.url().startsWith("file:")) wrong.push(`${path}: asks for ${request.url()}`);
      });
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (excess > 0) wrong.push(`${path} (${width}): ${excess} px too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, help, nodes } of violations) wrong.push(`${path} (${colorScheme} ${width}): axe ${id}: ${help} ${nodes[0].html.slice(0, 160)}`);
      await context.close();
    }
  }
}
// The smallest type that a page prints, in points: SVG is as large as the sheet makes it.
function smallest() {
  let least = Infinity;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("style, title, desc") || element.getClientRects().length === 0) continue;
    const drawn = element instanceof SVGElement ? element.ownerSVGElement.getScreenCTM().a : 1;
    least = Math.min(least, (parseFloat(getComputedStyle(element).fontSize) * drawn * 72) / 96);
  }
  return least;
}
for (const path of process.argv.slice(2)) {
  const context = await browser.newContext({ viewport: { width: 703, height: 1032 }, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.emulateMedia({ media: "print" });
  const least = await page.evaluate(smallest);
  if (!(least >= 8.49)) wrong.push(`${path}: prints type of ${least} points`);
  await context.close();
}
await browser.close();
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
