// Runs axe-core on pages that hold a drawing inline, and reads its list as assistive technology
// gets it. Usage: node drawing.mjs PAGE [PAGE …]. Prints what is wrong; exit 1 if anything is.
import { pathToFileURL } from "node:url";
import { axe, browser } from "./browser.mjs";

const wrong = [];
for (const path of process.argv.slice(2)) {
  for (const scheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width: 1400, height: 1000 } });
    const page = await context.newPage();
    page.on("request", request => /^(file|data):/.test(request.url()) || wrong.push(`${path}: request ${request.url()}`));
    await page.goto(pathToFileURL(path).href);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => axe.run(document));
    if (!passes.length) wrong.push(`${path}: axe looked at nothing`);
    for (const { id, help, nodes } of violations) {
      wrong.push(`${path} (${scheme}): axe ${id}: ${help} (${nodes.length}) ${nodes[0].html.slice(0, 200)}`);
    }
    const session = await context.newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const shown = nodes.filter(node => !node.ignored);
    const items = shown.filter(node => node.role?.value === "listitem");
    const nameless = items.filter(node => !node.name?.value);
    if (!items.length || nameless.length) wrong.push(`${path}: ${items.length} items, ${nameless.length} without a name`);
    const drawing = shown.find(node => /graphics-document|document|SvgRoot/i.test(node.role?.value ?? "") && node.name?.value && node.description?.value);
    if (!drawing) wrong.push(`${path}: no drawing with a name and a description`);
    await context.close();
  }
}
await browser.close();
console.log(wrong.length ? wrong.join("\n") : "nothing wrong");
process.exit(wrong.length ? 1 : 0);
