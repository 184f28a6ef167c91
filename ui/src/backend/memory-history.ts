// What the core in memory knows of earlier texts and of the trash. It compares paragraph by paragraph and word by word, and knows no moves.
import { refusal } from './errors';
import type { ArticleContentView, ArticleView, BlockView, CompareView, FieldChangeView, LineView, PieceView, RevisionKind, RevisionRow, SpanView } from './generated/protocol';
import { emptyContent, hashOf, type Handlers, type MemoryBackend } from './memory';

/** A revision as the core in memory keeps it. */
export interface Kept {
  row: Omit<RevisionRow, 'added' | 'removed' | 'on_screen' | 'from'>;
  content: ArticleContentView;
}

const DAY_MS = 24 * 60 * 60_000;

/** Makes a revision as if it had been written before. */
export function revise(core: MemoryBackend, article: string, content: ArticleContentView, patch: Partial<Kept['row']> = {}): string {
  const list = core.revisions.get(article) ?? [];
  const revision = patch.revision ?? `${article}-r${list.length + 1}`;
  const row = { revision, kind: 'autosave' as RevisionKind, name: null, milestones: [], author: core.app.profile?.account?.name ?? null, place: 'here' as const, at_ms: core.now(), ...patch };
  core.revisions.set(article, [{ row, content: structuredClone(content) }, ...list]);
  return revision;
}

export function historyHandlers(core: MemoryBackend): Partial<Handlers> {
  const list = (article: string) => core.revisions.get(article) ?? [];
  const find = (article: string, revision: string | null) => {
    const kept = list(article).find(({ row }) => row.revision === revision);
    if (kept === undefined) throw refusal('revision_not_found', 'no such revision');
    return kept;
  };
  const put = (view: ArticleView, patch: Partial<ArticleView>) => core.put({ ...view, ...patch });
  const history = (article: string) => {
    const view = core.find(article);
    const kept = list(article);
    const shown = kept.findIndex(({ content }) => hashOf(content) === hashOf(view.content));
    const rows = kept.map(({ row, content }, at) => {
      const { added, removed } = compare(kept[at + 1]?.content ?? emptyContent(), content);
      return { ...row, from: kept[at + 1]?.row.revision ?? null, added, removed, on_screen: at === shown };
    });
    const { added, removed } = compare(kept[0]?.content ?? emptyContent(), view.content);
    return { unsaved: shown === -1 && added + removed > 0 ? { at_ms: view.saved_ms, added, removed } : null, rows, more: false };
  };
  return {
    history_list: ({ article }) => history(article),
    history_name: ({ article, revision, name }) => {
      const named = revision ?? list(article).find(({ content }) => hashOf(content) === hashOf(core.find(article).content))?.row.revision ?? revise(core, article, core.find(article).content, { kind: 'named' });
      find(article, named).row.name = name === '' ? null : name;
      return history(article);
    },
    history_compare: ({ article, before, after }) =>
      compare(before === null ? emptyContent() : find(article, before).content, after === null ? core.find(article).content : find(article, after).content),
    history_restore: ({ article, revision }) => {
      const view = core.find(article);
      if (!view.may.includes('edit')) throw refusal('wrong_state', 'not editable');
      const { content } = find(article, revision);
      const undo = list(article).find((kept) => hashOf(kept.content) === hashOf(view.content))?.row.revision ?? revise(core, article, view.content);
      revise(core, article, content, { kind: 'restored' });
      return { article: put(view, { content: structuredClone(content), content_hash: hashOf(content), saved_ms: core.now() }), undo };
    },
    article_trash: ({ article }) => {
      const view = core.find(article);
      if (!view.may.includes('trash')) throw refusal('wrong_state', 'not to be thrown away');
      return put(view, { may: ['take_back'], trash: { since_ms: core.now(), until_ms: core.now() + 30 * DAY_MS, on_portal: view.status.status !== 'on_device' } });
    },
    article_take_back: ({ article }) => put(core.find(article), { may: ['edit', 'submit', 'trash'], trash: null }),
    article_delete: ({ article }) => {
      if (core.find(article).trash === null) throw refusal('wrong_state', 'not in the trash');
      core.articles.delete(article);
      return {};
    },
  };
}

interface BodyNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: BodyNode[];
}

interface Block {
  block: BlockView;
  depth: number;
  words: string;
}

function blocks(node: BodyNode, depth = 0, marker: BlockView | null = null): Block[] {
  const words = (node.content ?? []).map(({ text, type }) => text ?? (type === 'hard_break' ? '\n' : '')).join('');
  const inside = (deeper: number, mark: (at: number) => BlockView | null) => (node.content ?? []).flatMap((child, at) => blocks(child, deeper, mark(at)));
  switch (node.type) {
    case 'bullet_list':
      return inside(depth + 1, () => ({ block: 'bullet' }));
    case 'ordered_list':
      return inside(depth + 1, (at) => ({ block: 'number', number: at + Number(node.attrs?.['start'] ?? 1) }));
    case 'blockquote':
      return inside(depth + 1, () => ({ block: 'quote' }));
    case 'doc':
      return inside(depth, () => null);
    case 'list_item':
      return inside(depth, (at) => (at === 0 ? marker : null));
    case 'figure':
      return [{ block: { block: 'figure', blob: String(node.attrs?.['blob'] ?? '') }, depth, words: '' }, ...inside(depth, () => ({ block: 'caption' })).filter((caption) => caption.words !== '')];
    case 'heading':
      return [{ block: { block: 'heading', level: Number(node.attrs?.['level'] ?? 2) }, depth, words }];
    case 'divider':
      return [{ block: { block: 'divider' }, depth, words: '' }];
    default:
      return [{ block: marker ?? { block: 'paragraph' }, depth, words }];
  }
}

function compare(before: ArticleContentView, after: ArticleContentView): CompareView {
  const fields: FieldChangeView[] = (['kicker', 'title', 'sapo', 'byline', 'source', 'section'] as const)
    .map((field) => ({ field, spans: spans(before[field] ?? '', after[field] ?? '') }))
    .filter(({ spans: words }) => words.some(({ side }) => side !== 'same'));
  const [old, now] = [blocks(before.body as BodyNode), blocks(after.body as BodyNode)];
  const key = ({ block, words }: Block) => `${JSON.stringify(block)} ${words}`;
  const lines: LineView[] = [];
  for (const { side, from, to } of align(old.map(key), now.map(key))) {
    const block = side === 'removed' ? old[from] : now[to];
    if (block === undefined) continue;
    const last = lines.at(-1);
    if (side === 'added' && last?.change === 'removed' && block.words !== '' && last.block.block === block.block.block) {
      // What took another's place is that other, changed.
      lines[lines.length - 1] = { ...last, change: 'edited', block: block.block, pieces: pieces(last.pieces.map(({ text }) => text).join(''), block.words) };
    } else {
      lines.push({ change: side, block: block.block, depth: block.depth, pieces: side === 'removed' ? pieces(block.words, '') : side === 'added' ? pieces('', block.words) : pieces(block.words, block.words), notes: [] });
    }
  }
  const all = [...fields.flatMap(({ spans: words }) => words), ...lines.flatMap((line) => line.pieces)];
  const count = (side: SpanView['side']) => all.filter((span) => span.side === side).reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
  const files: CompareView['files'] = [
    ...before.attachments.filter(({ blob }) => !after.attachments.some((other) => other.blob === blob)).map((file) => ({ side: 'removed' as const, title: spans(file.title, ''), file_name: file.file_name, bytes: file.bytes })),
    ...after.attachments.filter(({ blob }) => !before.attachments.some((other) => other.blob === blob)).map((file) => ({ side: 'added' as const, title: spans('', file.title), file_name: file.file_name, bytes: file.bytes })),
  ];
  return { fields, lines, files, added: count('added'), removed: count('removed') };
}

const pieces = (before: string, after: string): PieceView[] => spans(before, after).map((span) => ({ ...span, restyled: false, strong: false, em: false, link: null }));

function spans(before: string, after: string): SpanView[] {
  const words = (text: string) => text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];
  const [old, now] = [words(before), words(after)];
  const found: SpanView[] = [];
  for (const { side, from, to } of align(old, now)) {
    const text = (side === 'removed' ? old[from] : now[to]) ?? '';
    const last = found.at(-1);
    if (last?.side === side) last.text += text;
    else found.push({ side, text });
  }
  return found;
}

/** The longest common order of two short lists. */
function align(before: readonly string[], after: readonly string[]): { side: SpanView['side']; from: number; to: number }[] {
  const longest = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (from: number, to: number) => longest[from]?.[to] ?? 0;
  for (let from = before.length - 1; from >= 0; from -= 1) {
    for (let to = after.length - 1; to >= 0; to -= 1) {
      const row = longest[from];
      if (row !== undefined) row[to] = before[from] === after[to] ? at(from + 1, to + 1) + 1 : Math.max(at(from + 1, to), at(from, to + 1));
    }
  }
  const found: ReturnType<typeof align> = [];
  let [from, to] = [0, 0];
  while (from < before.length || to < after.length) {
    if (from < before.length && to < after.length && before[from] === after[to]) found.push({ side: 'same', from: from++, to: to++ });
    else if (from < before.length && (to === after.length || at(from + 1, to) >= at(from, to + 1))) found.push({ side: 'removed', from: from++, to });
    else found.push({ side: 'added', from, to: to++ });
  }
  return found;
}
