// What the search of a page of `lobgraaf tree -o page.html` lists, for tests that know the answer.
// Usage: node search.mjs PAGE WORDS. Prints a line for each result: its text, then a language tag
// for each part of it that has one, all parted by tabs.
import { pathToFileURL } from "node:url";
import { browser } from "./browser.mjs";

const [path, words] = process.argv.slice(2);
const page = await browser.newPage();
await page.goto(pathToFileURL(path).href);
await page.waitForSelector("[role=tree]");
await page.fill("input[type=search]", words);
// Compressed names are read in the background.
await page.waitForTimeout(500);
const lines = await page.evaluate(() => [...document.querySelectorAll("[data-results] button")].map(button =>
  [button.textContent, ...[...button.querySelectorAll("[lang]")].map(part => part.lang)].join("\t")));
console.log(lines.join("\n"));
await browser.close();
