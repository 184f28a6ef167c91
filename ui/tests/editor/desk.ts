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
