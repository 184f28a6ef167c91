// What comes from the clipboard becomes our text: read through the schema alone, links checked, composed to NFC. Nothing else survives.
import { DOMParser, Fragment, Slice, type Node, type ParseRule } from 'prosemirror-model';
import { schema } from '../schema';

/** Elements whose words are no text of the page either. */
const SILENT = ['svg', 'math', 'iframe', 'object', 'embed', 'template', 'noscript', 'select', 'button', 'textarea', 'input', 'style', 'script', 'xml', 'audio', 'video', 'canvas'];

const silence: ParseRule[] = SILENT.map((tag) => ({ tag, ignore: true, priority: 100 }));

/** Reads HTML of unknown origin. */
export const pasteParser = new DOMParser(schema, [...silence, ...DOMParser.fromSchema(schema).rules]);

/** Pasted content with composed letters; ids are minted when it is in the document. */
export function composed(slice: Slice): Slice {
  return new Slice(composedFragment(slice.content), slice.openStart, slice.openEnd);
}

export function composedText(text: string): string {
  return text.normalize('NFC');
}

/** Pictures of a clipboard or a drop that carries no text of its own: Word and browsers send a picture of the text along. */
export function pictureFiles(data: DataTransfer | null): File[] {
  if (data === null) return [];
  const words = data.getData('text/html') !== '' || data.getData('text/plain') !== '';
  const files = [...data.files].filter((file) => file.type.startsWith('image/'));
  const onlyAnImage = words && /^\s*(<meta[^>]*>)?\s*<img\b[^>]*>\s*$/i.test(data.getData('text/html'));
  return words && !onlyAnImage ? [] : files;
}


function composedFragment(fragment: Fragment): Fragment {
  const nodes: Node[] = [];
  fragment.forEach((child) => {
    nodes.push(child.isText ? schema.text((child.text ?? '').normalize('NFC'), child.marks) : child.copy(composedFragment(child.content)));
  });
  return Fragment.fromArray(nodes);
}
