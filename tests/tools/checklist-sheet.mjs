// Opens a page of `lobgraaf checklist -o page.html` in Chromium, answers every question with yes and
// takes the answers out. Usage: node checklist-sheet.mjs PAGE TO.toml GIVEN.toml. GIVEN is opened
// last; prints what the page tells of it.
import { pathToFileURL } from "node:url";
import { browser } from "./browser.mjs";

const [path, to, given] = process.argv.slice(2);
const page = await browser.newPage();
await page.goto(pathToFileURL(path).href);
await page.evaluate(() => {
  for (const radio of document.querySelectorAll('input[type=radio][value="yes"]')) radio.click();
});
const waiting = page.waitForEvent("download");
await page.locator("[data-download]").first().click();
await (await waiting).saveAs(to);
await page.locator("[data-file]").setInputFiles(given);
await page.locator("[data-yes]").click();
await page.waitForFunction(() => document.querySelector("[data-told] p:nth-child(2)"));
console.log(await page.locator("[data-told]").innerText());
await browser.close();
