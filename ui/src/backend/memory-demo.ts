// Articles in every state, for looking at the window without a core. Never part of a build for the public.
import type { Connection, Filters } from './generated/protocol';
import { emptyContent, MemoryBackend } from './memory';
import { sampleBody, sampleConflict } from './memory-conflict';
import { revise } from './memory-history';
import { entry } from './memory-outbox';

const MINUTE = 60_000;
const NO_FILTERS: Filters = { sections: [], kinds: [], states: [], authors: [], from_ms: null, to_ms: null, has: [] };

export async function demoBackend(): Promise<MemoryBackend> {
  const now = Date.now();
  const backend = new MemoryBackend({ id: 'u1', username: 'canbo', name: 'Cán bộ thử', unit: 'Trung tâm Thông tin', roles: ['officer'] });
  backend.catalogue = {
    sections: [{ code: 'chuyen-doi-so', name: 'Chuyển đổi số' }, { code: 'buu-chinh', name: 'Bưu chính' }, { code: 'vien-thong', name: 'Viễn thông' }],
    kinds: [{ code: 'tin', name: 'Tin' }, { code: 'thong-cao', name: 'Thông cáo báo chí' }],
    levels: ['Chờ đơn vị duyệt', 'Chờ Cổng duyệt'],
  };
  backend.proofing.doubts = [
    { text: 'chia sẽ', reason: { because: 'confused', written: 'chia sẽ', right: 'chia sẻ' }, replacements: ['chia sẻ'] },
    { text: 'nghành', rule: 'syllable', help: 'am-tiet', reason: { because: 'onset_misspelt', written: 'nghành' }, replacements: ['ngành', 'nghề'] },
    { text: 'củng được', rule: 'hoi_nga', severity: 'warning', help: 'hoi-nga', reason: { because: 'confused', written: 'củng được', right: 'cũng được' }, replacements: ['cũng được'] },
    { text: 'quận 1', rule: 'place_capital', severity: 'hint', help: 'viet-hoa', reason: { because: 'numbered_place', right: 'Quận' }, replacements: ['Quận 1'] },
  ];
  const picture = await backend.addMedia(new File([landscape], 'doi-che.svg', { type: 'image/svg+xml' }));
  const text = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
  const body = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Sáng 23/11, lớp học đầu tiên mở ở nhà văn hóa xã với ' },
          { type: 'text', marks: [{ type: 'strong' }], text: '62 học viên' },
          { type: 'text', text: ', người lớn tuổi nhất đã 81 tuổi. Mỗi nhóm năm người có một thành viên tổ công nghệ số cộng đồng ngồi cạnh, làm mẫu từng bước rồi để học viên tự làm lại trên điện thoại của mình.' },
        ],
      },
      {
        type: 'figure',
        attrs: { blob: picture.blob, alt: '', credit: 'Trung tâm', width: 1280, height: 460 },
        content: [{ type: 'figcaption', content: [{ type: 'text', text: 'Học viên tập đăng nhập dịch vụ công trên điện thoại, có người hướng dẫn ngồi cạnh' }] }],
      },
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Ba xã, năm ngày' }] },
      text('Tuần lễ kỹ năng số diễn ra tại ba xã vùng cao, mỗi ngày hai buổi.'),
      text('Cán bộ của nghành chia sẽ cách làm; người ở xa củng được xem lại qua mạng, kể cả ở quận 1.'),
      { type: 'bullet_list', content: ['Dịch vụ công trực tuyến', 'Thanh toán không tiền mặt', 'Nhận biết tin giả'].map((words) => ({ type: 'list_item', content: [text(words)] })) },
      { type: 'blockquote', content: [text('Tôi tự nộp được hồ sơ cho cháu rồi.')] },
    ],
  };
  const article = (minutes: number, title: string, patch: Partial<Parameters<typeof backend.put>[0]>, content: object = {}) =>
    backend.put({ saved_ms: now - minutes * MINUTE, ...patch, content: { ...emptyContent(), title, section: 'chuyen-doi-so', ...content } });

  const first = article(0, 'Khai mạc tuần lễ kỹ năng số cho người cao tuổi tại ba xã vùng cao', { status: { status: 'sending', media_done: 1, media_total: 3 } }, {
    sapo: 'Trong năm ngày, hơn bốn trăm người được hướng dẫn dùng dịch vụ công trực tuyến, thanh toán không tiền mặt và nhận biết tin giả ngay tại nhà văn hóa xã.',
    body,
    attachments: [{ blob: 'f'.repeat(64), title: 'Kế hoạch tuần lễ kỹ năng số', file_name: 'ke-hoach.pdf', media_type: 'application/pdf', bytes: 412_000, rest: {} }, { blob: 'e'.repeat(64), title: 'Phát biểu khai mạc', file_name: 'khai-mac.mp4', media_type: 'video/mp4', bytes: 1_340_000_000, rest: {} }, { blob: picture.blob, title: 'Bản đồ ba xã', file_name: 'ban-do.jpg', media_type: 'image/jpeg', bytes: 96_000, rest: {} }],
  });
  const disputed = article(27, 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ trực tuyến từ ngày 01/12', {
    status: { status: 'needs_choice' },
    theirs: { content: { ...emptyContent(), title: 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ từ ngày 02/12', body: { type: 'doc', content: [text('Lịch mới áp dụng từ ngày 02/12.')] } }, by: 'Biên tập viên thử', at_ms: now - 9 * MINUTE },
  }, { kind: 'thong-cao', section: null, body: sampleBody().body });
  backend.conflicts.set(disputed.article, sampleConflict(disputed.content_hash, now));
  article(72, 'Trả lời thông tin sai về việc “ngừng dịch vụ bưu chính cấp xã”', { status: { status: 'returned', by: 'Trưởng đơn vị thử', reason: 'Bổ sung số văn bản và ngày ban hành ở đoạn hai.', at_ms: now - 40 * MINUTE } }, { section: 'buu-chinh' });
  article(160, 'Hướng dẫn đăng ký điểm phục vụ bưu chính công cộng', { status: { status: 'received', at_ms: now - 158 * MINUTE } }, { section: 'buu-chinh' });
  article(1500, 'Kết quả đo chất lượng mạng di động quý III', { status: { status: 'in_review', waiting: 'Chờ đơn vị duyệt', yours: false } }, { section: 'vien-thong' });
  article(200, 'Lịch trực tổng đài dịp cuối năm', { status: { status: 'in_review', waiting: 'Chờ Cổng duyệt', yours: true }, owner: 'Cán bộ thử hai' }, { section: 'vien-thong', sapo: 'Tổng đài trực cả ngày nghỉ.', body });
  article(4000, 'Hội nghị giao ban công tác thông tin cơ sở tháng 11', { status: { status: 'published', url: 'https://cong.example/bai/hoi-nghi', at_ms: now - 3900 * MINUTE } });

  backend.places.set('f'.repeat(64), 'missing');
  backend.searches = [
    { search: 's01', name: 'Bị trả lại, cần sửa', question: { shelf: 'all', query: '', filters: { ...NO_FILTERS, states: ['returned', 'trouble'] }, sort: 'changed' } },
    { search: 's02', name: 'Bưu chính có ảnh', question: { shelf: 'all', query: 'bưu chính', filters: { ...NO_FILTERS, has: ['image'] }, sort: 'relevance' } },
  ];
  backend.away = {
    since_ms: now - 2 * 24 * 60 * MINUTE,
    mark: { seq: 9, at_ms: now },
    lines: [
      { article: 'a3', title: 'Trả lời thông tin sai về việc “ngừng dịch vụ bưu chính cấp xã”', what: 'returned', by: 'Trưởng đơn vị thử', reason: 'Bổ sung số văn bản và ngày ban hành ở đoạn hai.', at_ms: now - 40 * MINUTE },
      { article: 'a6', title: 'Lịch trực tổng đài dịp cuối năm', what: 'waiting', by: 'Cán bộ thử hai', reason: null, at_ms: now - 200 * MINUTE },
      { article: 'a7', title: 'Hội nghị giao ban công tác thông tin cơ sở tháng 11', what: 'published', by: 'Biên tập viên thử', reason: null, at_ms: now - 3900 * MINUTE },
    ],
    more: 0,
  };
  const file = (file_name: string, bytes: number, patch: object = {}) => ({ blob: file_name, file_name, bytes, done: 0, is_sending: false, is_urged: false, trouble: null, ...patch });
  const tooLarge = { code: 'media_too_large' as const, params: { bytes: '612000000', limit: '500000000' } };
  const third = 'Trả lời thông tin sai về việc “ngừng dịch vụ bưu chính cấp xã”';
  backend.outbox = [
    entry({ entry: 'e1', article: first.article, title: first.content.title, what: 'media', since_ms: now - 12 * MINUTE, bytes: 5_300_000, may: ['open'], files: [file('doi-che.jpg', 1_200_000, { done: 900_000, is_sending: true }), file('khai-mac.mp4', 5_000_000)] }),
    entry({ entry: 'e5', article: first.article, title: first.content.title, what: 'submit', waits_for: 'media', since_ms: now - 11 * MINUTE, may: ['open'] }),
    entry({ entry: 'e2', article: 'a2', title: 'Thông cáo: điều chỉnh lịch tiếp nhận hồ sơ trực tuyến từ ngày 01/12', state: 'needs_choice', waits_for: 'choice', since_ms: now - 27 * MINUTE, may: ['open'] }),
    entry({ entry: 'e3', article: 'a3', title: third, what: 'media', state: 'refused', waits_for: 'mending', since_ms: now - 72 * MINUTE, trouble: tooLarge, may: ['retry', 'open'], files: [file('phat-bieu.mp4', 612_000_000, { trouble: tooLarge })] }),
    entry({ entry: 'e4', article: 'a4', title: 'Hướng dẫn đăng ký điểm phục vụ bưu chính công cộng', state: 'in_doubt', waits_for: 'answer', since_ms: now - 2 * MINUTE, bytes: 6_100, may: ['retry', 'open'] }),
  ];
  remember(backend, first.article, now);
  const asked = new URLSearchParams(location.search);
  if (asked.get('away') === 'none') backend.away = { ...backend.away, lines: [] };
  for (let count = Number(asked.get('rows') ?? 0); count > 0; count -= 1) {
    backend.articles.set(`r${count}`, { ...first, article: `r${count}`, status: { status: 'on_device' }, saved_ms: now - (10_000 + count) * MINUTE, content: { ...first.content, title: `Bài số ${count} về chuyển đổi số ở cơ sở` } });
  }
  const connection = asked.get('connection');
  const away = connection !== null && connection !== 'online';
  backend.app = {
    ...backend.app,
    last_article: first.article,
    sync: { ...backend.app.sync, connection: (connection ?? 'online') as Connection, since_ms: now - 52 * MINUTE, waiting: 5, in_doubt: 1, progress: away ? null : { items: 2, bytes_done: 3_100_000, bytes_total: 8_400_000 } },
  };
  const metered = asked.has('metered');
  if (metered) backend.outbox = backend.outbox.map((each) => (each.entry === 'e1' ? { ...each, waits_for: 'free_network', may: ['send_anyway', 'open'], files: each.files.map((one) => ({ ...one, is_sending: false })) } : each));
  if (metered) backend.app = { ...backend.app, sync: { ...backend.app.sync, metered, costs: 'costs', progress: null, held_media_bytes: 5_300_000 } };
  if (asked.has('paused')) backend.app = { ...backend.app, sync: { ...backend.app.sync, sending: 'paused', progress: null } };
  if (asked.has('deletions')) {
    backend.deletedThere = Array.from({ length: 24 }, (_, at) => ({ article: `d${at}`, title: `Bài số ${at + 1} về chuyển đổi số ở cơ sở`, by: 'Quản trị thử', at_ms: now - 5 * MINUTE }));
    backend.app = { ...backend.app, sync: { ...backend.app.sync, withheld_deletions: 24 } };
  }
  if (asked.get('disk') === 'full') for (const command of ['article_journal', 'article_save'] as const) backend.failing.set(command, 'disk_full');
  if (asked.has('recovery')) {
    const same = (words: string) => ({ is: 'same' as const, text: words });
    backend.recovery = {
      check: asked.get('recovery') === 'damaged' ? 'damaged' : 'sound',
      articles: [
        {
          article: first.article, title: first.content.title, recovered_ms: now, aside: 0,
          parts: [
            { part: 'title', words: [same('Khai mạc tuần lễ kỹ năng số cho người cao tuổi'), { is: 'added', text: ' tại ba xã vùng cao' }] },
            { part: 'body', words: [same('Sáng 23/11, lớp học đầu tiên mở ở nhà văn hóa xã với '), { is: 'removed', text: '60 người' }, { is: 'added', text: '62 học viên, người lớn tuổi nhất đã 81 tuổi' }, same('. Mỗi nhóm năm người có một thành viên tổ công nghệ số cộng đồng ngồi cạnh.')] },
          ],
        },
        ...(asked.get('recovery') === 'one' ? [] : [{ article: 'a2', title: '', recovered_ms: now - MINUTE, aside: 3, parts: [] }]),
      ],
    };
  }
  const lock = asked.get('lock');
  if (lock === 'new_passphrase' || lock === 'keyring_unavailable' || lock === 'key_missing' || lock === 'database_unreadable' || lock === 'wrong_key') backend.app = { ...backend.app, lock: { lock } };
  const snapshots = [1, 2, 3].map((day) => ({ taken_ms: now - day * 24 * 60 * MINUTE, bytes: 41_000_000 - day * 90_000, articles: 43 - day }));
  backend.safety.view = { ...backend.safety.view, snapshots, recovery: { recovery: 'none' }, remind: asked.has('remind') };
  backend.safety.repair = { ...backend.safety.repair, snapshots };
  return backend;
}

/** What the first article said before, with a name, a submission and a return among it. */
function remember(backend: MemoryBackend, article: string, now: number): void {
  const view = backend.find(article);
  const body = view.content.body as { type: string; content: object[] };
  const said = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
  const earlier = (title: string, blocks: object[]) => ({ ...view.content, title, body: { type: 'doc', content: blocks } });
  const [opening, picture, heading, week, list] = body.content;
  if (opening === undefined || picture === undefined || heading === undefined || week === undefined || list === undefined) return;
  const day = 24 * 60 * MINUTE;
  const draft = said('Sáng 23/11, lớp học mở ở nhà văn hóa xã với 60 học viên, người lớn tuổi nhất đã 81 tuổi.');
  revise(backend, article, earlier('Tuần lễ kỹ năng số', [draft]), { at_ms: now - day - 190 * MINUTE });
  revise(backend, article, earlier('Tuần lễ kỹ năng số tại ba xã', [draft, heading]), { at_ms: now - day - 170 * MINUTE });
  revise(backend, article, earlier('Tuần lễ kỹ năng số tại ba xã vùng cao', [draft, heading, week]), { at_ms: now - day - 150 * MINUTE, name: 'Bản gửi trưởng phòng xem', kind: 'named', milestones: ['received'] });
  revise(backend, article, earlier('Khai mạc tuần lễ kỹ năng số tại ba xã vùng cao', [draft, heading, week, list, said('Lớp kết thúc ngày 27/11.')]), { at_ms: now - 150 * MINUTE, kind: 'submitted', milestones: ['received', 'submitted'] });
  revise(backend, article, earlier('Khai mạc tuần lễ kỹ năng số tại ba xã vùng cao', [opening, heading, week, list, said('Lớp kết thúc ngày 27/11.')]), { at_ms: now - 70 * MINUTE, place: 'elsewhere', kind: 'remote', milestones: ['received'] });
  revise(backend, article, earlier('Khai mạc tuần lễ kỹ năng số cho người cao tuổi tại ba xã vùng cao', [opening, heading, week, list]), { at_ms: now - 24 * MINUTE });
  backend.put({ ...view, history: [{ at_ms: now - 149 * MINUTE, by: 'Cán bộ thử', what: 'submitted', level: null, reason: null }, { at_ms: now - 100 * MINUTE, by: 'Trưởng đơn vị thử', what: 'sent_back', level: 'Chờ đơn vị duyệt', reason: 'Bổ sung số học viên.' }] });
}

const landscape = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="460"><rect width="1280" height="460" fill="#9fc4c2"/><path d="M0 330 1280 60V460H0Z" fill="#6f8f78"/><path d="M0 420 1280 210V460H0Z" fill="#3f5f57"/></svg>`;
