// Writes what the editor's own libraries do, one case a line, for the core to do after them:
//   node scripts/steps-fixture.mjs steps     | zstd -19 -o ../crates/document/tests/fixtures/steps.jsonl.zst
//   node scripts/steps-fixture.mjs documents | zstd -19 -o ../crates/document/tests/fixtures/documents.jsonl.zst
// “steps” are texts, steps and the texts they lead to; “documents” are texts whole and broken, each with what the library says of it.
import { readFileSync } from 'node:fs';
import { Node, Schema } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, CellSelection, deleteColumn, deleteRow, fixTables, mergeCells, splitCell, TableMap, toggleHeader } from 'prosemirror-tables';
import { canSplit, findWrapping, liftTarget, Transform } from 'prosemirror-transform';

const STEPS = 7_000;
const DOCUMENTS = 3_000;

const written = JSON.parse(readFileSync(new URL('../../crates/document/schema/article.schema.json', import.meta.url), 'utf8'));
const roles = { table: 'table', table_row: 'row', table_cell: 'cell', table_header: 'header_cell' };
for (const [name, tableRole] of Object.entries(roles)) written.nodes[name].tableRole = tableRole;
const schema = new Schema(written);
const { nodes, marks } = schema;

// mulberry32: the same cases in every run.
let seed = 42;
function random(below) {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
}
const one = (list) => list[random(list.length)];
const times = (count, make) => Array.from({ length: count }, make);
// No character of two units: a change between its halves is one that no editor makes.
const WORDS = 'Ủy ban nhân dân tỉnh Thừa Thiên Huế nghiên cứu đường — “Đà Nẵng”'.split(' ');
const words = () => times(1 + random(5), () => one(WORDS)).join(' ');
const link = () => marks.link.create({ href: `https://cong.example/${random(9)}` });
let named = 0;
const id = () => ({ id: `b${named++}` });
const text = () => schema.text(words(), one([[], [marks.strong.create()], [link()]]));
const note = () => nodes.footnote.create({ text: words() });
const inline = () => one([[text()], [text(), note()], [text(), nodes.hard_break.create(), text()], [note()]]);
const paragraph = () => nodes.paragraph.create(id(), inline());
const item = () => nodes.list_item.create(id(), [paragraph()]);
const list = () => nodes.bullet_list.create(id(), [item(), item()]);
const flow = () => one([[paragraph()], [paragraph(), list()], [list()]]);
const figure = () => nodes.figure.create({ ...id(), blob: 'ab'.repeat(32), alt: 'ảnh' }, nodes.figcaption.create(null, schema.text(words())));
const cell = () => one([nodes.table_cell, nodes.table_cell, nodes.table_header]).create(null, one([[paragraph()], [paragraph()], flow()]));
function table() {
  const width = 1 + random(3);
  return nodes.table.create({ ...id(), caption: words() }, times(1 + random(3), () => nodes.table_row.create(id(), times(width, cell))));
}
const BLOCKS = [
  paragraph,
  paragraph,
  list,
  table,
  table,
  figure,
  () => nodes.heading.create({ ...id(), level: 2 + random(3) }, inline()),
  () => nodes.blockquote.create(id(), flow()),
  () => nodes.ordered_list.create({ ...id(), start: 1 + random(5) }, [item()]),
  () => nodes.gallery.create({ ...id(), caption: words() }, times(2 + random(3), figure)),
  () => nodes.infographic.create(id(), [figure(), nodes.description.create(id(), flow())]),
  () => nodes.callout.create({ ...id(), kind: one(['note', 'important', 'warning']) }, flow()),
  () => nodes.pull_quote.create({ ...id(), source: words() }, inline()),
  () => nodes.question_answer.create(id(), [nodes.question.create(id(), inline()), nodes.answer.create(id(), flow())]),
  () => nodes.divider.create(id()),
];
const document = () => nodes.doc.create(null, times(1 + random(3), () => one(BLOCKS)()));

const COMMANDS = [addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, mergeCells, mergeCells, splitCell, toggleHeader('row'), toggleHeader('column')];

/** What a person does to a table, by the library's own commands, and the mending that follows. */
function changeTable(tr) {
  const found = [];
  tr.doc.descendants((node, at) => void (node.type === nodes.table && found.push({ node, at })));
  if (found.length === 0) return;
  const { node, at } = one(found);
  const { map } = TableMap.get(node);
  const state = EditorState.create({ doc: tr.doc });
  const chosen = state.apply(state.tr.setSelection(CellSelection.create(state.doc, at + 1 + one(map), at + 1 + one(map))));
  one(COMMANDS)(chosen, (done) => {
    for (const step of done.steps) tr.step(step);
    for (const step of fixTables(EditorState.create({ doc: tr.doc }))?.steps ?? []) tr.step(step);
  });
}

function change(tr, doc) {
  const size = tr.doc.content.size;
  const from = random(size);
  const to = Math.min(size, from + random(30));
  switch (random(14)) {
    case 0:
    case 1:
      return tr.insert(from, schema.text(words()));
    case 2:
      return tr.delete(from, to);
    case 3:
      return tr.addMark(from, to, one([marks.strong.create(), marks.em.create(), link()]));
    case 4:
      return tr.removeMark(from, to, marks.strong);
    case 5:
      return tr.replace(from, to, doc.slice(random(doc.content.size), doc.content.size));
    case 6:
      return canSplit(tr.doc, from) ? tr.split(from) : tr;
    case 7: {
      const range = tr.doc.resolve(from).blockRange(tr.doc.resolve(to));
      const wrapping = range && findWrapping(range, one([nodes.blockquote, nodes.callout, nodes.bullet_list]), id());
      return wrapping ? tr.wrap(range, wrapping) : tr;
    }
    case 8: {
      const range = tr.doc.resolve(from).blockRange(tr.doc.resolve(to));
      const target = range && liftTarget(range);
      return target === null || target === undefined ? tr : tr.lift(range, target);
    }
    case 9:
      return tr.replaceWith(from, to, note());
    case 10:
    case 11:
      return changeTable(tr);
    case 12:
      return tr.setBlockType(from, to, one([nodes.paragraph, nodes.heading, nodes.pull_quote]), id());
    default: {
      const places = [];
      tr.doc.descendants((node, at) => {
        for (const name of ['id', 'caption', 'source', 'text', 'alt']) if (node.type.spec.attrs?.[name] !== undefined) places.push([at, name]);
      });
      if (places.length === 0) return tr;
      const [at, name] = one(places);
      return tr.setNodeAttribute(at, name, name === 'id' ? `n${named++}` : words());
    }
  }
}

function keeps(doc) {
  try {
    doc.check();
    return true;
  } catch {
    return false;
  }
}

function steps() {
  for (let written = 0; written < STEPS; ) {
    const doc = document();
    const tr = new Transform(doc);
    for (let turn = 0; turn < 12; turn += 1) {
      try {
        change(tr, doc);
      } catch {
        // A change that does not fit here is none.
      }
    }
    if (tr.steps.length === 0 || !keeps(tr.doc) || tr.doc.content.size > 3_000) continue;
    console.log(JSON.stringify({ before: doc, steps: tr.steps, after: tr.doc }));
    written += tr.steps.length;
  }
}

/** Every node of a document as JSON, with its parent. */
function parts(root) {
  const found = [];
  const walk = (node, parent) => {
    found.push({ node, parent });
    for (const child of node.content ?? []) walk(child, node);
  };
  walk(root, null);
  return found;
}

/** Breaks a document in one place, or leaves it whole without meaning to. Attributes keep their values: those the library does not judge. */
function broken(whole) {
  const doc = JSON.parse(JSON.stringify(whole));
  const { node, parent } = one(parts(doc));
  const at = parent?.content.indexOf(node) ?? -1;
  switch (random(6)) {
    case 0:
      if (parent !== null) parent.content.splice(at, 1);
      break;
    case 1:
      if (parent !== null) parent.content.splice(at, 0, JSON.parse(JSON.stringify(node)));
      break;
    case 2: {
      const other = one(parts(document().toJSON())).node;
      if (parent !== null && other.type !== 'doc') parent.content.splice(at, 1, other);
      break;
    }
    case 3:
      if (node.content !== undefined) node.content = [];
      break;
    case 4:
      if (node.type === 'text') node.marks = [{ type: one(['strong', 'em']) }];
      break;
    default:
      if (parent !== null && node.content !== undefined) parent.content.splice(at, 1, ...node.content);
  }
  return doc;
}

/** Whether the library takes it and the editor has nothing to mend in it: no gap in a table, no gallery of one picture. */
function verdict(json) {
  try {
    const doc = Node.fromJSON(schema, json);
    doc.check();
    let whole = fixTables(EditorState.create({ doc })) === undefined;
    doc.descendants((node) => {
      whole &&= node.type !== nodes.gallery || node.childCount >= 2;
      whole &&= node.type !== nodes.infographic || node.childCount === 2;
    });
    return whole;
  } catch {
    return false;
  }
}

function documents() {
  for (let written = 0; written < DOCUMENTS; written += 1) {
    const whole = document().toJSON();
    const doc = written % 4 === 0 ? whole : broken(whole);
    console.log(JSON.stringify({ doc, taken: verdict(doc) }));
  }
}

({ steps, documents })[process.argv[2]]();
