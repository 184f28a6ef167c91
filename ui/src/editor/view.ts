// The body's editor: ProseMirror with our schema, given to a screen as a handful of calls. It knows no core and no screen; what it needs
// of the world comes in as `EditorHost`.
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history } from 'prosemirror-history';
import { Node, Slice } from 'prosemirror-model';
import { EditorState, TextSelection, type Command } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import type { Step } from 'prosemirror-transform';
import { EditorView } from 'prosemirror-view';
import { m } from '../paraglide/messages.js';
import { addFootnote, type PictureForm, type World } from './catalogue';
import { count, type Counts } from './counts';
import { FarBlocks } from './far-blocks';
import { blockHandle } from './extensions/blocks/handle';
import { ConflictView } from './extensions/conflict/view';
import { FigureView, type FigureHost } from './extensions/figure/view';
import { findInText } from './extensions/find/find';
import { writingManner } from './extensions/focus/focus';
import { footnoteOpener } from './extensions/footnotes/footnotes';
import { FootnoteView } from './extensions/footnotes/view';
import { galleryView, wholePictures } from './extensions/gallery/gallery';
import { blockIds, mintIds } from './extensions/ids/ids';
import { insertPicture, insertTogether, pendingPictures, type Picture, type PictureSource, type Progress } from './extensions/pending/pending';
import type { Checker } from './extensions/proofing/finding';
import { proofing } from './extensions/proofing/proofing';
import { pullQuoteView } from './extensions/pull-quote/view';
import { punctuation } from './extensions/punctuation/punctuation';
import { safeTyping } from './extensions/safe-typing/safe-typing';
import { slash } from './extensions/slash/slash';
import { sheet, sheets } from './extensions/tables/sheet';
import { tableEditor, tableView } from './extensions/tables/view';
import { keys, typedMarks } from './keys';
import { dropped, isOwn, pasted } from './paste/clip';
import { incomingPastes, insertRead, replaceLast, type Given, type Manner, type Read } from './paste/incoming';
import { composed, composedText, pasteParser, pictureFiles } from './paste/paste';
import { node, schema } from './schema';
import { resumed } from './sessions';
import { sameTools, toolbarState, type ToolbarState } from './toolbar';
import { unwrittenPlace } from './unwritten';

export interface EditorHost extends FigureHost {
  /** Takes a picture in. */
  addPicture(file: File, progress: Progress): Promise<Picture>;
  /** A picture could not be taken in. */
  refused(file: { readonly name: string }, error: unknown): void;
  /** The text changed by these steps. */
  changed(steps: readonly Step[]): void;
  /** The caret moved or the text changed: what the toolbar should show. */
  moved(state: ToolbarState): void;
  /** The person wants to set or mend a link. */
  askLink(): void;
  /** What only the screen can do of what is put into a text. */
  world?: Partial<World>;
  /** Whether punctuation is made Vietnamese while it is typed. */
  smartPunctuation?(): boolean;
  /** Whether each paragraph is written in a plain field. */
  safeTyping?(): boolean;
  /** Escape, where nothing in the text answers to it; true when the screen did. */
  escape?(): boolean;
  /** Anything changed: the text, the caret, or what is shown about them. */
  updated?(state: EditorState): void;
  /** Who checks the spelling; none where nothing is checked. */
  checker?: Checker;
  /** Reads what other programs copied. Without it the page reads what it can by itself. */
  readPaste?(given: Given, manner: Manner): Promise<Read>;
  /** A paste could not be read; nothing was changed. */
  pasteRefused?(error: unknown): void;
}

/** Where the caret stands in the body. */
export interface Caret {
  anchor: number;
  head: number;
}

export interface BodyEditor {
  readonly view: EditorView;
  /** The steps from the text that was given to the one on the screen at first. */
  readonly prepared: readonly Step[];
  body(): unknown;
  caret(): Caret;
  run(command: Command): void;
  /** Takes pictures in, at a place of the window or where the caret stands. */
  insertPictures(sources: PictureSource[], at?: { x: number; y: number }): void;
  /** Takes pictures in that belong together. */
  insertTogether(sources: PictureSource[], as: PictureForm): void;
  readonly world: World;
  /** Puts other blocks where the last paste stands; false when it stands nowhere any more. */
  replacePaste(blocks: readonly unknown[]): boolean;
  placeCaret(caret: Caret): void;
  setEditable(editable: boolean): void;
  /** Puts the cursor in the first picture's field that still has to be filled. */
  mendPicture(lacking: 'alt' | 'credit'): void;
  /** Selects the first place of a template at which nobody has written yet. */
  mendUnwritten(): void;
  words(): number;
  counts(): Counts;
  destroy(): void;
}

/** Reads a stored body. Throws when this version does not know the text's form. */
export function readBody(body: unknown): Node {
  const doc = Node.fromJSON(schema, body as Parameters<typeof Node.fromJSON>[1]);
  doc.check();
  return doc;
}

/** `earlier` is the state in which the same article was left: where the text is still the same, undoing goes on from there. */
export function createEditor(place: HTMLElement, doc: Node, editableAtFirst: boolean, host: EditorHost, earlier: EditorState | null = null): BodyEditor {
  let editable = editableAtFirst;
  const world: World = {
    choosePictures: (as) => host.world?.choosePictures?.(as),
    attach: () => host.world?.attach?.(),
    writeFootnote: (pos) => host.world?.writeFootnote?.(pos),
  };
  const note: Command = (_state, dispatch, editor) => {
    if (dispatch && editor) addFootnote(editor, world);
    return true;
  };
  let tools: ToolbarState | null = null;
  // Ctrl+Shift+V was pressed and its paste has not come yet.
  let wantsWords = false;
  const plugins = [
    safeTyping(() => host.safeTyping?.() ?? false), slash((editor, choice) => choice.insert(editor, world)), footnoteOpener(world.writeFootnote), typedMarks(punctuation(() => host.smartPunctuation?.() ?? false)),
    ...keys(host.askLink, note, () => host.escape?.() ?? false),
    // Undoing has no end within a sitting.
    history({ depth: Number.POSITIVE_INFINITY }),
    dropCursor({ class: 'drop-place', width: 2, color: false }), gapCursor(), sheets(), findInText(), writingManner(), pendingPictures(), incomingPastes(), wholePictures(), blockHandle(), tableEditor(), blockIds(),
    ...(host.checker === undefined ? [] : [proofing(host.checker)]),
  ];
  const blank = resumed(doc, plugins, earlier);
  const named = mintIds(blank);

  const far = new FarBlocks(place, doc.childCount);
  const view = new EditorView(place, {
    state: named === null ? blank : blank.apply(named),
    editable: () => editable,
    attributes: () => ({
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': m.body_label(),
      'aria-readonly': String(!editable),
      spellcheck: 'false',
      lang: 'vi',
      class: 'body',
      'data-placeholder': m.body_placeholder(),
    }),
    clipboardParser: pasteParser,
    transformPasted: (slice: Slice) => composed(slice),
    clipboardTextParser: (text, $context) => {
      const blocks = composedText(text).split(/(?:\r\n?|\n)+/).map((line) => node('paragraph').create(null, line === '' ? null : schema.text(line, $context.marks())));
      return Slice.maxOpen(node('doc').create(null, blocks).content);
    },
    nodeViews: {
      figure: (figure, editor, getPos) => new FigureView(figure, editor, getPos, host),
      conflict: (conflict, editor, getPos) => new ConflictView(conflict, editor, getPos),
      footnote: (note) => new FootnoteView(note),
      table: tableView,
      gallery: galleryView,
      pull_quote: pullQuoteView,
    },
    handlePaste: (editor, event) => take(editor, pictureFiles(event.clipboardData).map(source)),
    handleDrop: (editor, event, _slice, moved) => {
      if (moved) return false;
      const at = editor.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
      const files = event.dataTransfer?.files.length ?? 0;
      const given = files > 0 || isOwn(event.dataTransfer) ? null : dropped(event.dataTransfer);
      if (given !== null && at !== undefined && bring(editor, given, 'rich', at)) return true;
      return take(editor, pictureFiles(event.dataTransfer).map(source), at);
    },
    handleDOMEvents: {
      keydown: (_editor, event) => {
        if (event.key.toLowerCase() === 'v' && event.shiftKey && (event.ctrlKey || event.metaKey)) wantsWords = true;
        return false;
      },
      keyup: (editor, event) => {
        // WebKitGTK makes no paste of this key.
        if (event.key.toLowerCase() === 'v' && wantsWords) {
          wantsWords = false;
          bring(editor, { html: null, text: null, native: true }, 'words');
        }
        return false;
      },
      paste: (editor, event) => {
        const manner = wantsWords ? 'words' : 'rich';
        wantsWords = false;
        const data = event.clipboardData;
        // In a table, cells go into cells.
        if (isField(event.target) || (manner === 'rich' && (isOwn(data) || pictureFiles(data).length > 0 || isForCells(editor, data)))) return false;
        if (!bring(editor, pasted(data), manner)) return false;
        event.preventDefault();
        return true;
      },
      // A link of the text is text here: a click places the caret.
      click: (_editor, event) => {
        if (event.target instanceof Element && event.target.closest('a') !== null) event.preventDefault();
        return false;
      },
    },
    dispatchTransaction(transaction) {
      // With what plugins append, such as names for new blocks: the steps must lead to the text on the screen.
      const { state, transactions } = view.state.applyTransaction(transaction);
      if (transactions.some(({ selectionSet }) => selectionSet)) far.reach(state.doc, state.selection.head);
      view.updateState(state);
      markEmpty();
      const steps = transactions.flatMap((each) => each.steps);
      if (steps.length > 0) host.changed(steps);
      tellTools();
      host.updated?.(view.state);
    },
  });

  function source(file: File): PictureSource {
    return { name: file.name, take: (progress) => host.addPicture(file, progress) };
  }

  function take(editor: EditorView, sources: PictureSource[], at?: number): boolean {
    if (sources.length === 0 || !editable) return false;
    for (const each of sources) insertPicture(editor, each, at).catch((error: unknown) => host.refused(each, error));
    return true;
  }

  function bring(editor: EditorView, given: Given, manner: Manner, at?: number): boolean {
    const { readPaste } = host;
    if (readPaste === undefined || !editable) return false;
    insertRead(editor, () => readPaste(given, manner), at).catch((error: unknown) => host.pasteRefused?.(error));
    return true;
  }

  /** What the toolbar shows is the same for most keys, and drawing its twenty buttons anew would be felt. */
  function tellTools(): void {
    const next = toolbarState(view.state);
    if (tools !== null && sameTools(tools, next)) return;
    tools = next;
    host.moved(next);
  }

  function markEmpty(): void {
    const { doc: now } = view.state;
    place.classList.toggle('is-empty', now.childCount === 1 && now.firstChild?.isTextblock === true && now.firstChild.content.size === 0);
  }

  markEmpty();
  tellTools();
  host.updated?.(view.state);

  return {
    view,
    world,
    prepared: named?.steps ?? [],
    body: () => view.state.doc.toJSON() as unknown,
    caret: () => ({ anchor: view.state.selection.anchor, head: view.state.selection.head }),
    run(command) {
      command(view.state, view.dispatch, view);
      view.focus();
    },
    insertPictures: (sources, at) => void take(view, sources, at === undefined ? undefined : view.posAtCoords({ left: at.x, top: at.y })?.pos),
    insertTogether: (sources, as) => {
      if (sources.length > 0 && editable) void insertTogether(view, sources, as, host.refused);
    },
    replacePaste: (blocks) => replaceLast(view, blocks),
    placeCaret({ anchor, head }) {
      const size = view.state.doc.content.size;
      const inside = (pos: number) => Math.max(0, Math.min(pos, size));
      const selection = TextSelection.between(view.state.doc.resolve(inside(anchor)), view.state.doc.resolve(inside(head)));
      // What has not the focus has no selection on the page, and nothing would be scrolled to.
      view.focus();
      view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
    },
    setEditable(next) {
      if (editable === next) return;
      editable = next;
      view.setProps({});
    },
    mendPicture(lacking) {
      for (const input of view.dom.querySelectorAll<HTMLInputElement>(`[data-testid="${lacking}"]`)) {
        if (input.disabled || input.value.trim() !== '') continue;
        input.scrollIntoView({ block: 'center' });
        input.focus();
        return;
      }
      view.focus();
    },
    mendUnwritten() {
      const place = unwrittenPlace(view.state.doc);
      if (place !== null) view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)).scrollIntoView());
      view.focus();
    },
    words: () => count(view.state.doc).words,
    counts: () => count(view.state.doc),
    destroy() {
      far.end();
      view.destroy();
    },
  };
}

/** Whether a sheet was copied and the caret stands in a table. */
function isForCells(editor: EditorView, data: DataTransfer | null): boolean {
  return isInTable(editor.state) && sheet(data?.getData('text/plain') ?? '') !== null;
}

/** Fields of a picture take pastes by themselves. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Words as a Vietnamese editor counts them: syllables between spaces. */
export const countWords = (doc: Node): number => count(doc).words;
