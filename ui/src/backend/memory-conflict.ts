// Conflicts of the backend in memory: what a test or the demo laid down, decided as the core would.
import type { ArticleContentView, ConflictPlace, ConflictView, LineView, PlaceDecision, SpanView } from './generated/protocol';
import { emptyContent, hashOf, type Handlers, type MemoryBackend } from './memory';
import { refusal } from './errors';

type Body = { type: string; content?: object[] };

export function conflictHandlers(memory: MemoryBackend): Pick<Handlers, 'conflict_look' | 'conflict_settle'> {
  return {
    conflict_look: ({ article }) => {
      const view = memory.find(article);
      return memory.conflicts.get(article) ?? whole(view.content_hash, view.theirs?.at_ms ?? 0);
    },
    conflict_settle: ({ article, mine_hash, decisions }) => {
      const [view, conflict] = [memory.find(article), memory.conflicts.get(article)];
      if (conflict === undefined || conflict.mine_hash !== mine_hash) throw refusal('content_changed', 'another text');
      if (decisions.length !== conflict.places.length) throw refusal('bad_request', 'not every place is decided about');
      const content = conflict.places.reduce((text, place, index) => decided(text, place, decisions[index] ?? { keep: 'mine' }), view.content);
      memory.conflicts.delete(article);
      return memory.put({ ...view, content, content_hash: hashOf(content), theirs: null, status: { status: 'on_device' }, may: ['edit', 'submit', 'trash'] });
    },
  };
}

/** A conflict that can only be decided as a whole. */
function whole(mine_hash: string, at_ms: number): ConflictView {
  return { mine_hash, theirs_revision: '', mine: { by: null, at_ms }, theirs: { by: null, at_ms }, joinable: false, proposal: null, places: [], added: 0, removed: 0 };
}

const said = (spans: readonly SpanView[]) => spans.filter(({ side }) => side !== 'removed').map(({ text }) => text).join('');

function decided(content: ArticleContentView, place: ConflictPlace, decision: PlaceDecision): ArticleContentView {
  if (place.place === 'field') {
    const words = { mine: said(place.mine), theirs: said(place.theirs), both: `${said(place.mine)} ${said(place.theirs)}`, edited: decision.keep === 'edited' ? String(decision.written) : '' };
    return { ...content, [place.field]: words[decision.keep] };
  }
  if (place.place === 'file') return content;
  const [mine, theirs] = [blocks(place.mine_body), blocks(place.theirs_body)];
  const kept = { mine, theirs, both: [...mine, ...theirs], edited: decision.keep === 'edited' ? blocks(decision.written) : [] }[decision.keep];
  const own = JSON.stringify(mine[0]);
  const body = blocks(content.body).flatMap((block) => (JSON.stringify(block) === own ? kept : [block]));
  return { ...content, body: { type: 'doc', content: body } };
}

const blocks = (body: unknown): object[] => (body as Body | null)?.content ?? [];

/** A conflict of a title and of one paragraph, for the demo and for tests. */
export function sampleConflict(mine_hash: string, now: number): ConflictView {
  const line = (pieces: LineView['pieces'], change: LineView['change']): LineView => ({ change, block: { block: 'paragraph' }, depth: 0, pieces, notes: [] });
  const piece = (side: SpanView['side'], text: string) => ({ side, text, restyled: false, strong: false, em: false, link: null });
  const doc = (words: string) => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p1' }, content: [{ type: 'text', text: words }] }] });
  return {
    mine_hash,
    theirs_revision: 'ab'.repeat(32),
    mine: { by: 'Cán bộ thử', at_ms: now - 27 * 60_000 },
    theirs: { by: 'Biên tập viên thử', at_ms: now - 9 * 60_000 },
    joinable: true,
    proposal: null,
    places: [
      {
        place: 'field', field: 'title', base: 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ', text: true,
        mine: [{ side: 'same', text: 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ' }, { side: 'added', text: ' trực tuyến từ ngày 01/12' }],
        theirs: [{ side: 'same', text: 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ' }, { side: 'added', text: ' từ ngày 02/12' }],
      },
      {
        place: 'block',
        base: [line([piece('same', 'Lịch mới áp dụng từ tháng 12.')], 'same')],
        mine: [line([piece('same', 'Lịch mới áp dụng từ '), piece('removed', 'tháng '), piece('added', 'ngày 01/'), piece('same', '12.')], 'edited')],
        theirs: [line([piece('same', 'Lịch mới áp dụng từ '), piece('removed', 'tháng '), piece('added', 'ngày 02/'), piece('same', '12.')], 'edited')],
        mine_body: doc('Lịch mới áp dụng từ ngày 01/12.'),
        theirs_body: doc('Lịch mới áp dụng từ ngày 02/12.'),
      },
    ],
    added: 12,
    removed: 3,
  };
}

export const sampleBody = () => ({ ...emptyContent(), title: 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ trực tuyến từ ngày 01/12', body: { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p1' }, content: [{ type: 'text', text: 'Lịch mới áp dụng từ ngày 01/12.' }] }] } });
