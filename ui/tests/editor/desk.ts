// An editor on a page, with a world that keeps what it was told.
import { Node } from 'prosemirror-model';
import '../../src/editor/editor.css';
import { schema } from '../../src/editor/schema';
import { createEditor, type BodyEditor, type EditorHost } from '../../src/editor/view';

export const BLOB = 'ab'.repeat(32);

export const paragraph = (text = '', id = '') => ({ type: 'paragraph', attrs: { id }, ...(text === '' ? {} : { content: [{ type: 'text', text }] }) });
export const doc = (...content: object[]) => Node.fromJSON(schema, { type: 'doc', content });

export function editorOn(document_: Node, host: Partial<EditorHost> = {}): BodyEditor {
  const place = document.createElement('div');
  document.body.append(place);
  return createEditor(place, document_, true, {
    mediaUrl: () => 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=',
    addPicture: async () => ({ blob: BLOB, width: 4, height: 3 }),
    refused: () => undefined,
    changed: () => undefined,
    moved: () => undefined,
    askLink: () => undefined,
    ...host,
  });
}

export function idsOf(editor: BodyEditor): string[] {
  const ids: string[] = [];
  editor.view.state.doc.descendants((node) => {
    if (node.type.spec.attrs?.['id'] !== undefined) ids.push(String(node.attrs['id']));
  });
  return ids;
}

/** Types letter by letter, as the browser hands letters over when no input method is at work. */
export function typed(editor: BodyEditor, text: string): void {
  for (const letter of text) {
    const { view } = editor;
    const { from, to } = view.state.selection;
    const plain = () => view.state.tr.insertText(letter, from, to);
    if (view.someProp('handleTextInput', (handle) => handle(view, from, to, letter, plain)) !== true) view.dispatch(plain());
  }
}

/** A key pressed in the body; true when the editor took it. */
export function press(editor: BodyEditor, key: string, keys: KeyboardEventInit = {}): boolean {
  const code = { Enter: 13, Tab: 9, Escape: 27, Backspace: 8, ArrowUp: 38, ArrowDown: 40 }[key] ?? 0;
  const event = new KeyboardEvent('keydown', { key, keyCode: code, bubbles: true, cancelable: true, ...keys });
  return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)) ?? false;
}

/** Something was copied elsewhere and is pasted here. */
export function pasted(editor: BodyEditor, data: Record<string, string>): void {
  const clipboard = new DataTransfer();
  for (const [type, text] of Object.entries(data)) clipboard.setData(type, text);
  editor.view.dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
}
