// A receipt in words.
import type { LegacyCharset, PasteLine, PasteSource, PasteThing } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import { number } from '../../shared/amounts';

const WORDS: Record<PasteThing, (inputs: { count: string }) => string> = {
  paragraphs: m.paste_thing_paragraphs,
  headings: m.paste_thing_headings,
  list_items: m.paste_thing_list_items,
  tables: m.paste_thing_tables,
  quotes: m.paste_thing_quotes,
  notes: m.paste_thing_notes,
  links: m.paste_thing_links,
  pictures: m.paste_thing_pictures,
  tcvn3: m.paste_thing_tcvn3,
  vni: m.paste_thing_vni,
  vps: m.paste_thing_vps,
  made_lists: m.paste_thing_made_lists,
  numbering: m.paste_thing_numbering,
  heading_levels: m.paste_thing_heading_levels,
  layout_tables: m.paste_thing_layout_tables,
  nested_tables: m.paste_thing_nested_tables,
  written_out: m.paste_thing_written_out,
  heights: m.paste_thing_heights,
  recomposed: m.paste_thing_recomposed,
  fancy_letters: m.paste_thing_fancy_letters,
  insertions: m.paste_thing_insertions,
  deletions: m.paste_thing_deletions,
  hidden: m.paste_thing_hidden,
  comments: m.paste_thing_comments,
  formatting: m.paste_thing_formatting,
  bad_links: m.paste_thing_bad_links,
  remote_pictures: m.paste_thing_remote_pictures,
  file_pictures: m.paste_thing_file_pictures,
  broken_pictures: m.paste_thing_broken_pictures,
  active: m.paste_thing_active,
  too_much: () => m.paste_thing_too_much(),
};

const SOURCES: Record<PasteSource, string | (() => string)> = {
  word: 'Word',
  excel: 'Excel',
  libre_office: 'LibreOffice',
  google_docs: 'Google Docs',
  page: m.paste_source_page,
  rtf: 'RTF',
  cells: m.paste_source_cells,
  text: '',
  picture: '',
  nothing: '',
};

export const CHARSETS: Record<LegacyCharset, string> = { tcvn3: 'TCVN3 (ABC)', vni: 'VNI', vps: 'VPS' };

/** “3 đoạn, 1 bảng”. */
export function listed(lines: readonly PasteLine[]): string {
  return lines.map(({ thing, count }) => WORDS[thing]({ count: number(count) })).join(', ');
}

/** “Đã dán từ Word:”. */
export function opening(source: PasteSource): string {
  const name = SOURCES[source];
  const words = typeof name === 'string' ? name : name();
  return words === '' ? m.paste_done() : m.paste_done_from({ source: words });
}
