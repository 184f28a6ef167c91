// Everything that can stand in a text, by the name that a person knows it by: the menu behind “/” and the menu of the toolbar are this list.
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { m } from '../paraglide/messages.js';
import { toggleCallout } from './extensions/callout/commands';
import { bare } from './extensions/find/match';
import { insertFootnote } from './extensions/footnotes/footnotes';
import { togglePullQuote } from './extensions/pull-quote/view';
import { insertQuestion } from './extensions/question-answer/commands';
import { insertTable } from './extensions/tables/commands';
import { insertDivider, setStyle, toggleBullets, toggleNumbers, toggleQuote } from './toolbar';

/** What only the screen can do. */
export interface World {
  choosePictures(as: PictureForm): void;
  attach(): void;
  writeFootnote(pos: number): void;
}

/** What several pictures become. */
export type PictureForm = 'pictures' | 'gallery' | 'infographic';

export type InsertableId =
  | 'paragraph' | 'heading-2' | 'heading-3' | 'heading-4' | 'bullets' | 'numbers' | 'quote' | 'pull-quote' | 'note' | 'important' | 'warning' | 'table' | 'question'
  | 'picture' | 'gallery' | 'infographic' | 'footnote' | 'divider' | 'file';

export interface Insertable {
  id: InsertableId;
  label: string;
  /** Other words that people may look for it by. */
  also: string;
  key?: string;
  insert(view: EditorView, world: World): void;
}

type Entry = Omit<Insertable, 'label'> & { label: () => string; fits?: (state: EditorState) => boolean };

const runs = (command: Command) => (view: EditorView) => {
  command(view.state, view.dispatch, view);
  view.focus();
};

const pictures = (as: PictureForm) => (_view: EditorView, world: World) => world.choosePictures(as);

const ENTRIES: readonly Entry[] = [
  { id: 'heading-2', label: m.style_heading_2, also: 'tieu de h2 heading tit', key: 'Ctrl+Alt+1', insert: runs(setStyle('heading-2')) },
  { id: 'heading-3', label: m.style_heading_3, also: 'tieu de h3 heading tit', key: 'Ctrl+Alt+2', insert: runs(setStyle('heading-3')) },
  { id: 'heading-4', label: m.style_heading_4, also: 'tieu de h4 heading tit', key: 'Ctrl+Alt+3', insert: runs(setStyle('heading-4')) },
  { id: 'picture', label: m.tool_image, also: 'anh hinh image', insert: pictures('pictures') },
  { id: 'table', label: m.insert_table, also: 'bang table so lieu', key: 'Ctrl+Alt+T', insert: runs(insertTable()) },
  { id: 'bullets', label: m.tool_bullets, also: 'gach dau dong list', key: 'Ctrl+Shift+8', insert: runs(toggleBullets) },
  { id: 'numbers', label: m.tool_numbers, also: 'danh so list', key: 'Ctrl+Shift+7', insert: runs(toggleNumbers) },
  { id: 'quote', label: m.tool_quote, also: 'quote loi', key: 'Ctrl+Shift+9', insert: runs(toggleQuote) },
  { id: 'pull-quote', label: m.insert_pull_quote, also: 'cau noi pull quote', insert: runs(togglePullQuote) },
  { id: 'question', label: m.insert_question, also: 'cau hoi tra loi phong van qa', insert: runs(insertQuestion) },
  { id: 'footnote', label: m.insert_footnote, also: 'footnote nguon dan cuoi trang', key: 'Ctrl+Alt+F', fits: (state) => insertFootnote(state), insert: (view, world) => addFootnote(view, world) },
  { id: 'note', label: m.insert_note, also: 'khung callout thong tin', insert: runs(toggleCallout('note')) },
  { id: 'important', label: m.insert_important, also: 'khung callout luu y', insert: runs(toggleCallout('important')) },
  { id: 'warning', label: m.insert_warning, also: 'khung callout canh bao', insert: runs(toggleCallout('warning')) },
  { id: 'gallery', label: m.insert_gallery, also: 'anh hinh album gallery', insert: pictures('gallery') },
  { id: 'infographic', label: m.insert_infographic, also: 'do hoa so lieu anh infographic', insert: pictures('infographic') },
  { id: 'divider', label: m.tool_divider, also: 'ke ngang hr', insert: runs(insertDivider) },
  { id: 'file', label: m.tool_attach, also: 'pdf video am thanh file', insert: (_view, world) => world.attach() },
  { id: 'paragraph', label: m.style_paragraph, also: 'van ban thuong text', key: 'Ctrl+Alt+0', insert: runs(setStyle('paragraph')) },
];

export function addFootnote(view: EditorView, world: World): void {
  if (insertFootnote(view.state, view.dispatch)) world.writeFootnote(view.state.selection.from);
}

/** What can be put where the caret stands, named like this: with or without marks, by any of its words. What begins so comes first. */
export function insertable(state: EditorState, query: string): Insertable[] {
  const asked = folded(query.trim());
  const ranked = ENTRIES.flatMap((entry) => {
    if (entry.fits !== undefined && !entry.fits(state)) return [];
    const label = entry.label();
    const name = folded(label);
    const rank = name.startsWith(asked) ? 0 : ` ${name}`.includes(` ${asked}`) ? 1 : ` ${entry.also}`.includes(` ${asked}`) ? 2 : null;
    return rank === null ? [] : [{ rank, entry: { ...entry, label } }];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ entry }) => entry);
}

const folded = (text: string) => bare(text).toLowerCase();
