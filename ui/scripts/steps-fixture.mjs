// Writes texts, steps of the editor's own library and what they lead to, one case a line, for the core to replay:
//   node scripts/steps-fixture.mjs > ../crates/document/tests/fixtures/steps.jsonl
import { readFileSync } from 'node:fs';
import { Schema } from 'prosemirror-model';
import { canSplit, findWrapping, liftTarget, Transform } from 'prosemirror-transform';

const schema = new Schema(JSON.parse(readFileSync(new URL('../../crates/document/schema/article.schema.json', import.meta.url), 'utf8')));
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
// No character of two units: a change between its halves is one that no editor makes.
const WORDS = 'Ủy ban nhân dân tỉnh Thừa Thiên Huế nghiên cứu đường — “Đà Nẵng”'.split(' ');
const words = () => Array.from({ length: 2 + random(6) }, () => one(WORDS)).join(' ');
const link = () => marks.link.create({ href: `https://cong.example/${random(9)}` });
let named = 0;
const id = () => ({ id: `b${named++}` });
const paragraph = () => nodes.paragraph.create(id(), schema.text(words(), one([[], [marks.strong.create()], [link()]])));
const item = () => nodes.list_item.create(id(), [paragraph()]);

function block() {
  switch (random(7)) {
    case 0:
      return nodes.heading.create({ ...id(), level: 2 + random(3) }, schema.text(words()));
    case 1:
      return nodes.blockquote.create(id(), [paragraph()]);
    case 2:
      return nodes.bullet_list.create(id(), [item(), item()]);
    case 3:
      return nodes.figure.create({ ...id(), blob: 'ab'.repeat(32), alt: 'ảnh' }, nodes.figcaption.create(null, schema.text(words())));
    case 4:
      return nodes.divider.create(id());
    default:
      return paragraph();
  }
}

function change(tr, doc) {
  const size = tr.doc.content.size;
  const from = random(size);
  const to = Math.min(size, from + random(30));
  switch (random(10)) {
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
      const wrapping = range && findWrapping(range, nodes.blockquote, id());
      return wrapping ? tr.wrap(range, wrapping) : tr;
    }
    case 8: {
      const range = tr.doc.resolve(from).blockRange(tr.doc.resolve(to));
      const target = range && liftTarget(range);
      return target === null || target === undefined ? tr : tr.lift(range, target);
    }
    default: {
      const places = [];
      tr.doc.descendants((node, at) => void (node.type.spec.attrs?.id !== undefined && places.push(at)));
      return places.length === 0 ? tr : tr.setNodeAttribute(one(places), 'id', `n${named++}`);
    }
  }
}

for (let cases = 0; cases < 70; ) {
  const doc = nodes.doc.create(null, Array.from({ length: 2 + random(3) }, block));
  const tr = new Transform(doc);
  for (let turn = 0; turn < 10; turn += 1) {
    try {
      change(tr, doc);
    } catch {
      // A change that does not fit here is none.
    }
  }
  try {
    tr.doc.check();
  } catch {
    continue;
  }
  if (tr.steps.length === 0) continue;
  console.log(JSON.stringify({ before: doc, steps: tr.steps, after: tr.doc }));
  cases += 1;
}
