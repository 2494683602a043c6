// How long d3-hierarchy takes to lay out a tree: `node tidy.mjs FILE ROUNDS`. FILE holds the
// parent of each node, one a line, -1 for the root, parents first. Prints the median of building
// and laying out, and of laying out alone, in milliseconds; rounds before count as warming up.
import { hierarchy, tree } from "d3-hierarchy";
import { readFileSync } from "node:fs";

const [file, rounds] = process.argv.slice(2);
const nodes = [];
for (const line of readFileSync(file, "utf8").trim().split("\n")) {
  const node = { children: [] };
  if (line !== "-1") nodes[+line].children.push(node);
  nodes.push(node);
}
const median = times => times.sort((a, b) => a - b)[times.length >> 1];
const whole = [], alone = [];
for (let round = -3; round < +rounds; round++) {
  const started = performance.now();
  const root = hierarchy(nodes[0]);
  const built = performance.now();
  tree().nodeSize([13.4, 160])(root);
  const done = performance.now();
  if (round >= 0) whole.push(done - started), alone.push(done - built);
}
console.log(median(whole), median(alone));
