// Every field of the window outside the text, typed in by both ways in which Vietnamese arrives, while saves, lists and checks go on around it.
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { emptyContent, MemoryBackend } from '../../src/backend/memory';
import { sampleBody, sampleConflict } from '../../src/backend/memory-conflict';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';
import { compose, SENTENCE, unikey } from '../typing';

const ways = [['a composition', compose], ['UniKey', unikey]] as const;
const id = (testid: string) => page.getByTestId(testid);
const body = { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'Lớp học' }] }] };
const plan = { blob: 'ab'.repeat(32), title: '', file_name: 'ke-hoach.pdf', media_type: 'application/pdf', bytes: 412_000, rest: {} };

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend({ id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] });
  backend.catalogue = { kinds: [{ code: 'tin', name: 'Tin' }], sections: [{ code: 's', name: 'Chuyển đổi số' }], levels: ['Chờ đơn vị duyệt'] };
  // Something to underline at every pause.
  backend.proofing.doubts = SENTENCE.split(' ').map((text) => ({ text, reason: { because: 'no_syllable', written: text }, replacements: [] }));
});

async function openArticle(): Promise<void> {
  const { article } = backend.put({ content: { ...emptyContent(), section: 's', body, attachments: [plan] } });
  backend.app = { ...backend.app, last_article: article };
  render(App, { backend });
  await expect.element(id('title')).toBeVisible();
}

async function inText(keys: string): Promise<void> {
  await openArticle();
  await page.getByText('Lớp học').click();
  await userEvent.keyboard(keys);
}

async function review(): Promise<void> {
  backend.put({ content: { ...emptyContent(), title: 'Khai mạc' }, status: { status: 'in_review', waiting: 'Chờ đơn vị duyệt', yours: true } });
  render(App, { backend });
  await id('shelf-mine').click();
  await id('row').first().click();
  await id('send-back').click();
}

async function dispute(): Promise<void> {
  const view = backend.put({ content: sampleBody(), status: { status: 'needs_choice' }, theirs: { content: sampleBody(), by: 'Biên tập viên thử', at_ms: 1 } });
  backend.conflicts.set(view.article, sampleConflict(view.content_hash, 0));
  render(App, { backend });
  await id('row').first().click();
  await id('see-choice').click();
}

async function signIn(): Promise<void> {
  await openArticle();
  await id('account-menu').click();
  await id('sign-in').click();
}

/** A field by its test id, and how one comes to it. */
const fields: Record<string, () => Promise<unknown>> = {
  title: openArticle,
  sapo: openArticle,
  kicker: openArticle,
  byline: openArticle,
  source: openArticle,
  'attachment-title': openArticle,
  search: openArticle,
  'palette-field': async () => {
    await openArticle();
    await userEvent.keyboard('{Control>}k{/Control}');
  },
  'search-name': async () => {
    await openArticle();
    await id('search').fill('lop');
    await id('save-search').click();
  },
  'filter-author': async () => {
    await openArticle();
    await id('filters').click();
  },
  'find-text': () => inText('{Control>}f{/Control}'),
  'find-replacement': () => inText('{Control>}h{/Control}'),
  'link-address': () => inText('{Control>}a{/Control}{Control>}k{/Control}'),
  'link-text': async () => {
    await inText('{End}');
    await id('insert-link').click();
  },
  'footnote-text': () => inText('{End}{Control>}{Alt>}f{/Alt}{/Control}'),
  'version-name': () => inText('{Control>}{Shift>}s{/Shift}{/Control}'),
  reason: review,
  'edit-field': async () => {
    await dispute();
    await id('keep-edited-0').click();
  },
  'portal-url': signIn,
  username: signIn,
  'input-field': async () => {
    await openArticle();
    await userEvent.keyboard('{F1}');
    await id('help-kiem-tra-bo-go').click();
  },
};

/** Fields that hold no Vietnamese, and why. */
const others: Record<string, string> = {
  'filter-from': 'a day in digits',
  'filter-to': 'a day in digits',
  'recovery-try': 'groups of a code',
  'recovery-code-typed': 'groups of a code',
  'group-first': 'a group of a code',
  'group-second': 'a group of a code',
  'bundle-secret': 'a code or a passphrase as it was printed',
  testid: 'a path of the machine; chosen in a dialog in the real window',
};

function fieldOf(testid: string): HTMLInputElement | HTMLTextAreaElement | null {
  if (testid === 'attachment-title') return document.querySelector('[data-testid="attachment"] input');
  return document.querySelector(`[data-testid="${testid}"]`);
}

test.each(Object.entries(fields).flatMap(([testid, reach]) => ways.map(([way, type]) => [testid, way, { reach, type }] as const)))(
  '%s takes a sentence through %s',
  async (testid, _way, { reach, type }) => {
    await reach();
    await expect.poll(() => fieldOf(testid)).not.toBeNull();
    const field = fieldOf(testid)!;
    field.focus();
    field.select();
    await type();
    await expect.poll(() => field.value).toBe(SENTENCE);
    expect(document.activeElement, 'the caret stays in the field').toBe(field);
    // A pause later, when lists and checks have come back, it is still so.
    await expect.poll(() => (testid in emptyContent() ? backend.calls.some(({ command }) => command === 'article_save') : true)).toBe(true);
    expect(field.value).toBe(SENTENCE);
  },
);

test('a field that is added to the window has to be added here', () => {
  const sources = import.meta.glob<string>('../../src/**/*.svelte', { query: '?raw', import: 'default', eager: true });
  const named = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/<(?:input|textarea)\b((?:[^>"{]|"[^"]*"|\{(?:[^{}]|\{[^{}]*\})*\})*)>/g)]
      .map(([, attributes = '']) => attributes)
      .filter((attributes) => !/type="(?:password|checkbox|radio|file)"/.test(attributes))
      .map((attributes) => /data-testid="([^"]+)"|data-testid=\{([\w.]+)\}|\{(testid)\}/.exec(attributes)?.slice(1).find(Boolean) ?? attributes.trim()),
  );
  expect(named.length, 'the fields are found at all').toBeGreaterThan(20);
  // The title and the sapo are one component, the lines of the metadata another, and a file's title is told by its label.
  const known = [...Object.keys(fields), ...Object.keys(others), 'name', 'line.key'];
  expect(named.filter((field) => !known.includes(field) && !field.includes('m.attachment_title('))).toEqual([]);
});
