// What the core in memory makes of a paste: paragraphs, headings and lists of a page, the lines of a text. The reading that people get is the real core's; this
// one shows a window how a paste looks.
import { refusal } from './errors';
import type { OriginalView, PasteLine, PasteRequest, PasteThing, PasteView } from './generated/protocol';
import type { Handlers, MemoryBackend } from './memory';

export function pasteHandlers(core: MemoryBackend): Partial<Handlers> {
  let last: { name: string; given: PasteRequest } | null = null;
  const originals = new Map<string, OriginalView[]>();
  let next = 1;
  const of = (paste: string) => {
    if (last?.name !== paste) throw refusal('bad_request', 'that paste is not the last one');
    return last.given;
  };
  return {
    paste_read: (given) => {
      last = { name: `p${next++}`, given };
      return core.pasted?.(given) ?? read(last.name, given);
    },
    paste_again: ({ paste, manner }) => read(paste, { ...of(paste), manner }),
    original_keep: ({ article, paste }) => {
      const { html, text } = of(paste);
      const kept = originals.get(article) ?? [];
      originals.set(article, [...kept, { original: `o${next++}`, file_name: html === null ? 'ban-goc.txt' : 'ban-goc.html', bytes: (html ?? text ?? '').length, kept_ms: core.now() }]);
      return { originals: originals.get(article) ?? [] };
    },
    original_list: ({ article }) => ({ originals: originals.get(article) ?? [] }),
    original_export: ({ folder }) => ({ path: `${folder}/ban-goc.html` }),
    original_delete: ({ original }) => {
      const [article, kept] = [...originals].find(([, list]) => list.some((each) => each.original === original)) ?? [];
      if (article === undefined || kept === undefined) throw refusal('bad_request', 'no such original');
      originals.set(article, kept.filter((each) => each.original !== original));
      return { originals: originals.get(article) ?? [] };
    },
  };
}

function read(paste: string, { html, text, manner }: PasteRequest): PasteView {
  const page = html === null ? null : new DOMParser().parseFromString(html, 'text/html').body;
  const words = text ?? page?.innerText ?? '';
  const blocks = manner === 'rich' && page !== null ? ofPage(page) : words.split(/\s*\n\s*/).filter((line) => line.trim() !== '').map((line) => block('paragraph', line));
  const count = (name: string) => blocks.filter(({ type }) => type === name).length;
  const line = (thing: PasteThing, many: number): PasteLine[] => (many > 0 ? [{ thing, count: many }] : []);
  const isWord = html?.includes('Mso') === true && manner === 'rich';
  return {
    paste, blocks, source: blocks.length === 0 ? 'nothing' : isWord ? 'word' : html === null || manner === 'words' ? 'text' : 'page',
    kept: [...line('paragraphs', count('paragraph')), ...line('headings', count('heading'))], changed: [],
    dropped: line('formatting', manner === 'rich' ? (page?.querySelectorAll('[style], font').length ?? 0) : 0), suspect: null, location_removed: false,
  };
}

function ofPage(page: HTMLElement) {
  const found = [...page.querySelectorAll('p, h1, h2, h3, h4, li, td')].map((element) => ({ heading: /^H\d$/.test(element.tagName), words: (element.textContent ?? '').replace(/\s+/g, ' ').trim() }));
  const blocks = found.length > 0 ? found : [{ heading: false, words: page.innerText.trim() }];
  return blocks.filter(({ words }) => words !== '').map(({ heading, words }) => block(heading ? 'heading' : 'paragraph', words));
}

function block(type: 'paragraph' | 'heading', text: string) {
  return { type, content: [{ type: 'text', text: text.normalize('NFC') }] };
}
