// A block with a line of plain text about it: the caption of a table or a gallery, who said a quote. The line is an attribute, shown as a field
// beside the block. The field belongs to the browser while someone types in it: it writes to the document, and the document never over it.
import type { Node } from 'prosemirror-model';
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';

export interface FieldedBlock {
  /** The block's own element. */
  dom: HTMLElement;
  /** Where the content goes. */
  contentDOM: HTMLElement;
  attr: string;
  label: string;
  hint: string;
  testid: string;
  /** Where in the block the field stands. */
  side: 'above' | 'below';
}

export class FieldedView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  private readonly input = document.createElement('input');
  private readonly attr: string;
  /** Whether this stay in the field has already made its step in the history. */
  private began = false;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    { dom, contentDOM, attr, label, hint, testid, side }: FieldedBlock,
  ) {
    this.dom = dom;
    this.contentDOM = contentDOM;
    this.attr = attr;
    this.input.type = 'text';
    this.input.className = 'block-line';
    this.input.autocomplete = 'off';
    this.input.spellcheck = false;
    this.input.lang = 'vi';
    this.input.placeholder = hint;
    this.input.setAttribute('aria-label', label);
    this.input.dataset['testid'] = testid;
    this.input.contentEditable = 'false';
    if (side === 'above') dom.prepend(this.input);
    else dom.append(this.input);
    this.input.addEventListener('focus', () => (this.began = false));
    // While a syllable is being composed the field holds half a word; the document gets it whole.
    this.input.addEventListener('input', (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.write();
    });
    this.input.addEventListener('compositionend', () => this.write());
    this.input.addEventListener('change', () => this.write());
    this.input.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === 'Enter' || event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        this.view.focus();
      }
    });
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target === this.input;
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    if (mutation.type === 'selection') return mutation.target === this.input;
    return this.dom.contains(this.contentDOM) && !this.contentDOM.contains(mutation.target);
  }

  private draw(): void {
    const value = String(this.node.attrs[this.attr]);
    if (this.input.value !== value && document.activeElement !== this.input) this.input.value = value;
    this.input.readOnly = !this.view.editable;
    this.input.classList.toggle('empty', value === '');
  }

  private write(): void {
    const pos = this.getPos();
    const { value } = this.input;
    if (pos === undefined || !this.view.editable || this.node.attrs[this.attr] === value) return;
    const { tr } = this.view.state;
    // One stay in the field is one step of undoing: the first change holds what stood there before.
    this.view.dispatch(tr.setNodeAttribute(pos, this.attr, value).setMeta('addToHistory', !this.began));
    this.began = true;
  }
}
