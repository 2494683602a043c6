// What other people's readers make of files: `node read.mjs FILE…`, one line of JSON a file.
// `.mmd`: the parser of the mermaid package; `.opml`: feedsmith. A refusal is `{error}`.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { parseOpml } from 'feedsmith';

const { window } = new JSDOM('<!DOCTYPE html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false });

// Mermaid's own marks for entity codes, resolved as its last step does.
const decode = (text) => {
  const entities = text.replace(/ﬂ°°/g, '&#').replace(/ﬂ°/g, '&').replace(/¶ß/g, ';');
  const area = window.document.createElement('textarea');
  area.innerHTML = entities;
  return area.value;
};

const readMermaid = async (text) => {
  // Beyond its limits Mermaid does not fail but draws a bomb.
  if (text.length > 50000) return { error: 'more than maxTextSize' };
  const { diagramType } = await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  if (diagramType === 'mindmap') {
    const nodes = [];
    const open = [db.getMindmap()];
    while (open.length > 0) {
      const node = open.pop();
      nodes.push({ id: node.nodeId, text: decode(node.descr) });
      open.push(...node.children);
    }
    return { type: diagramType, nodes, edges: nodes.length - 1 };
  }
  const vertices = [...db.getVertices().values()];
  const nodes = vertices.map(({ id, text: label, link }) => ({ id, text: decode(label), link }));
  return { type: diagramType, nodes, edges: db.getEdges().length };
};

const readOpml = (text) => {
  const { head, body } = parseOpml(text);
  let outlines = 0;
  const open = [...body.outlines];
  while (open.length > 0) {
    const outline = open.pop();
    outlines += 1;
    open.push(...(outline.outlines ?? []));
  }
  return { title: head.title, date: head.dateCreated, first: body.outlines[0].text, outlines };
};

for (const path of process.argv.slice(2)) {
  let found;
  try {
    const text = readFileSync(path, 'utf8');
    found = path.endsWith('.opml') ? readOpml(text) : await readMermaid(text);
  } catch (error) {
    found = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
process.exit(0);
