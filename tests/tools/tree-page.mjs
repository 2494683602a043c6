// What a page of `lobgraaf tree -o page.html` must hold for those who search it, enlarge it, print
// it or read it on a phone. `must(ok, text)` collects what is wrong; `seen` what was there to test.

/** Texts of what the search lists, after `words` are typed. */
async function found(page, words) {
  await page.fill("input[type=search]", words);
  return page.locator("[data-results] button").allTextContents();
}

/** Names as a reader sees them, without accents and capitals: what the search must look at. */
const names = page => page.evaluate(() => {
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return [...document.querySelectorAll("[data-tree] li")].map(item => {
    const part = name => item.querySelector(`:scope > .row ${name}`)?.textContent ?? "";
    return { name: plain(`${part(".notation")} ${part("bdi")}`.trim()), also: plain(item.dataset.also ?? ""), shown: part("bdi"), other: item.dataset.also };
  });
});

export async function search(page, must, seen) {
  const all = await names(page);
  const hits = words => all.filter(({ name, also }) => name.includes(words) || also.includes(words));
  // A word of the counts stands in every row; of labels perhaps in none.
  const word = await page.evaluate(() => document.querySelector(".counts > span")?.firstChild.textContent.trim());
  const pairs = new Set(all.flatMap(({ name }) => [...name.matchAll(/(?=([a-z]{2}))/g)].map(match => match[1])));
  const busiest = [...pairs].sort((a, b) => hits(b).length - hits(a).length)[0];
  const said = () => page.locator("[role=status]").textContent();
  for (const words of [word, busiest].filter(Boolean)) {
    const expected = hits(words).length;
    const listed = await found(page, words);
    must(listed.length === Math.min(expected, 50), `“${words}”: ${listed.length} listed, ${expected} have it in a label`);
    const numbers = (await said()).match(/\d+/g)?.map(Number) ?? [];
    const told = expected > 50 ? [expected, 50] : expected ? [expected] : [];
    must(String(numbers) === String(told), `“${words}”: ${expected} found, told as “${await said()}”`);
    if (expected > 50) seen.add("more than 50 found");
  }
  const translated = all.find(({ other, shown }) => other && !shown.includes(other));
  if (translated) {
    seen.add("label in the other language");
    const listed = await found(page, translated.other);
    must(listed.some(text => text.includes(translated.shown)), `“${translated.other}” does not lead to “${translated.shown}”`);
  }
  const called = await page.evaluate(() => {
    const block = document.querySelector("[data-names]");
    const line = block?.dataset.names === "" && block.textContent.split("\n").find(Boolean);
    if (!line) return null;
    const [place, name] = line.split("\t");
    return { name, shown: [...document.querySelectorAll("[data-tree] li")][place].querySelector("bdi").textContent };
  });
  if (called) {
    seen.add("other names");
    const listed = await found(page, called.name);
    must(listed.some(text => text.includes(called.shown) && text.includes(called.name)), `“${called.name}” does not lead to “${called.shown}”`);
  }
  const notation = await page.evaluate(() => document.querySelector(".notation")?.textContent);
  if (notation?.length > 1) {
    seen.add("notation");
    must((await found(page, notation)).some(text => text.startsWith(notation)), `notation ${notation} is not found`);
  }
  await found(page, "zzzzzz");
  must((await said()).length > 0, "nothing found is not told");
  must(!(await page.locator("[data-results]").isVisible()), "an empty list is shown where nothing was found");

  const at = () => page.evaluate(() => [...document.querySelectorAll("[data-results] button")].indexOf(document.activeElement));
  await found(page, busiest);
  for (const [key, place] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1]]) {
    await page.keyboard.press(key);
    must((await at()) === place, `${key} leads to result ${await at()}, not ${place}`);
  }
  must(await page.evaluate(() => document.activeElement.matches("input[type=search]")), "ArrowUp does not lead back to the field");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  must(await page.evaluate(() => document.activeElement.matches("[role=treeitem]")), "Enter on a result does not lead into the tree");
  await page.fill("input[type=search]", "");
}

/** References are links; each leads to what is on the page. */
export async function references(page, must, seen) {
  const links = await page.evaluate(() => [...document.querySelectorAll("[data-tree] .elsewhere a")].map(link => ({
    target: decodeURIComponent(link.hash.slice(1)),
    text: link.textContent,
    isThere: Boolean(document.getElementById(decodeURIComponent(link.hash.slice(1)))),
  })));
  for (const { target, isThere } of links) must(isThere, `a reference leads to ${target}, which is not there`);
  const bare = await page.evaluate(() => [...document.querySelectorAll("[data-tree] .elsewhere")].filter(words => !words.querySelector("a")).length);
  must(bare === 0, `${bare} references lead nowhere`);
  if (!links.length) return;
  seen.add("references");
  const link = page.locator("[data-tree] .elsewhere a").first();
  const reachable = () => page.evaluate(() => [...document.querySelectorAll("[data-tree] a")].filter(link => link.tabIndex === 0).length);
  must((await reachable()) <= 5, `Tab stops at ${await reachable()} links of the tree`);
  const leads = async how => {
    await page.evaluate(() => document.querySelector("[data-tree] .row").focus());
    await how();
    await page.waitForFunction(id => document.activeElement.parentElement.id === id, links[0].target, { timeout: 3000 })
      .catch(() => must(false, `a click on “${links[0].text}” does not lead to ${links[0].target}`));
    must(page.url().includes("#"), "a followed reference has no address");
  };
  await leads(() => link.click());
  await leads(() => link.click());
  await leads(async () => { await link.focus(); await page.keyboard.press("Enter"); });
}

/** Sizes of type in pixels: the root, a row without rows below it, notes, counts, the legend. */
const sizes = page => page.evaluate(() => {
  const size = selector => {
    const found = document.querySelector(selector);
    return found && parseFloat(getComputedStyle(found).fontSize);
  };
  return {
    root: size(".level-0 > .row bdi"),
    leaf: size("li li > .row:last-child bdi"),
    note: size("li li > .row:last-child :is(.note, .elsewhere, .notation)"),
    counts: size("li li > .row .counts"),
    legend: size(".legend"),
    foot: size("footer p"),
  };
});

export async function largerText(page, must) {
  const before = await sizes(page);
  await page.click("[data-larger]");
  const after = await sizes(page);
  for (const [what, size] of Object.entries(before)) {
    if (size) must(Math.abs(after[what] / size - 1.1) < 0.01, `larger text: ${what} goes from ${size} to ${after[what]} px`);
  }
  await page.click("[data-smaller]");
  must(JSON.stringify(await sizes(page)) === JSON.stringify(before), "smaller text does not undo larger text");
}

/** What swatches of the legend and bars are painted with: no backgrounds, which paper and forced
 * colours leave out. */
const paints = page => page.evaluate(() => [...document.querySelectorAll(".swatch rect, .bar rect")].map(part => {
  const { fill, stroke } = getComputedStyle(part);
  const { width, height } = part.getBoundingClientRect();
  return { kind: part.getAttribute("class"), look: `${fill} ${stroke}`, isSeen: width > 0 && height > 3 && !(fill === "none" && stroke === "none") };
}));

async function looks(page, must, where) {
  const looks = new Map();
  for (const { kind, look, isSeen } of await paints(page)) {
    must(isSeen, `${where}: part “${kind}” of a bar or the legend is not painted`);
    looks.set(kind, (looks.get(kind) ?? new Set()).add(look));
  }
  const different = new Set([...looks.values()].flatMap(set => [...set]));
  must(different.size === looks.size, `${where}: bars and legend differ, or two kinds look the same`);
}

export async function print(page, must, seen) {
  await page.emulateMedia({ media: "print" });
  const { root, leaf, note, counts } = await sizes(page);
  const point = 96 / 72;
  must(root >= leaf && leaf > (note ?? 0) && leaf > (counts ?? 0), `on paper: root ${root}, rows ${leaf}, notes ${note}, counts ${counts} px`);
  must(leaf >= 9 * point && (note ?? leaf) >= 8 * point, `on paper: rows ${leaf} px, notes ${note} px`);
  await looks(page, must, "on paper");
  if (await page.locator(".legend .swatch").count()) seen.add("legend");
  const told = () => page.locator(".closed-on-paper").isVisible();
  const mark = () => page.evaluate(() => getComputedStyle(document.querySelector("[aria-expanded] > .label"), "::before").content);
  const isAllOpen = (await page.locator("[data-tree] .closed").count()) === 0;
  must((await told()) !== isAllOpen, "on paper: whether branches are closed is told wrongly");
  await page.emulateMedia({ media: "screen" });
  await page.click("[data-close]");
  await page.emulateMedia({ media: "print" });
  must(await told(), "on paper: closed branches are not told");
  const marks = await page.evaluate(() => [...document.querySelectorAll(".closed > .row > .label")].map(label => getComputedStyle(label, "::before").content));
  must(marks.length > 0 && marks.every(mark => mark.includes("▸")), "on paper: a closed branch has no mark");
  await page.emulateMedia({ media: "screen" });
  await page.click("[data-open]");
  await page.emulateMedia({ media: "print" });
  must(!(await mark()).includes("▾"), "on paper: marks of open branches");
  await page.emulateMedia({ media: null });
}

export async function forcedColours(page, must) {
  await page.emulateMedia({ forcedColors: "active" });
  await looks(page, must, "forced colours");
  await page.emulateMedia({ forcedColors: null });
}

/** At each width: nothing beyond the edge, labels with room, counts below their label or beside it. */
export async function widths(page, must) {
  for (const width of [320, 420, 640, 700, 800, 900, 1300]) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    must(beyond <= 0, `${width} px wide: ${beyond} px beyond the edge`);
    const wrong = await page.evaluate(() => {
      const em = parseFloat(getComputedStyle(document.querySelector(".tree")).fontSize);
      return [...document.querySelectorAll("[data-tree] .row")].flatMap(row => {
        const label = row.querySelector(".label").getBoundingClientRect();
        const edge = row.getBoundingClientRect().right;
        const text = document.createRange();
        text.selectNodeContents(row.querySelector(".label"));
        const told = row.querySelector("bdi").textContent.slice(0, 40);
        // Beside an indented row on a phone there is as much room as there is.
        if (label.width < 12 * em && label.right < edge - em) return [`“${told}” has ${Math.round(label.width)} px`];
        return [...row.children].slice(1).flatMap(cell => {
          const at = cell.getBoundingClientRect();
          if (!at.width || at.top < label.bottom - 1) return [];
          return at.left < text.getBoundingClientRect().left - 1 ? [`counts of “${told}” start left of it`] : [];
        }).concat([...row.children].filter(cell => cell.getBoundingClientRect().right > edge + 1 || cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0)
          .map(cell => `“${cell.textContent}” does not fit its column`));
      });
    });
    for (const text of wrong.slice(0, 3)) must(false, `${width} px wide: ${text}`);
    const low = await page.evaluate(() => [...document.querySelectorAll(".tools :is(button, input)")].filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).length);
    must(low === 0, `${width} px wide: ${low} buttons and fields are lower than 44 px`);
  }
  await page.setViewportSize({ width: 1100, height: 900 });
}
