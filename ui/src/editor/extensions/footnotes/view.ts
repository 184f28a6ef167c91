// The place of a note in the editor. The style sheet makes it a box of its own: beside a bare inline element that cannot be edited, browsers lose
// the text node that an input method composes in, and the first letter comes twice.
import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';

export class FootnoteView implements NodeView {
  readonly dom = document.createElement('span');
  private readonly said = document.createElement('b');

  constructor(private node: Node) {
    // Read aloud before the number; not seen, for the number stands there.
    this.said.textContent = m.footnotes_label();
    this.dom.append(this.said);
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  private draw(): void {
    const text = String(this.node.attrs['text']);
    this.dom.className = text === '' ? 'footnote empty' : 'footnote';
    this.dom.title = text;
  }
}
