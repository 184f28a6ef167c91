// A conflict on the page: its versions, each with a button that keeps it. The words of every version can be read, copied and mended as they stand.
import { Fragment, type Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { node as typeOf } from '../../schema';

export class ConflictView implements NodeView {
  readonly dom = document.createElement('section');
  readonly contentDOM = document.createElement('div');
  private readonly acts = document.createElement('div');

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
  ) {
    this.dom.className = 'conflict';
    this.dom.setAttribute('aria-label', m.conflict_block());
    this.dom.dataset['testid'] = 'conflict-block';
    this.contentDOM.className = 'conflict-versions';
    this.acts.className = 'conflict-acts';
    this.acts.contentEditable = 'false';
    this.dom.append(this.acts, this.contentDOM);
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const recount = node.childCount !== this.node.childCount;
    this.node = node;
    if (recount) this.draw();
    return true;
  }

  /** Keys and clicks on the buttons are theirs. */
  stopEvent(event: Event): boolean {
    return event.target instanceof globalThis.Node && this.acts.contains(event.target);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && this.acts.contains(mutation.target);
  }

  private draw(): void {
    const title = document.createElement('b');
    title.textContent = m.conflict_block();
    const keep = Array.from({ length: this.node.childCount }, (_, index) =>
      act(m.conflict_block_keep({ number: index + 1 }), `keep-version-${index + 1}`, () => this.keep((place) => place === index)),
    );
    this.acts.replaceChildren(title, ...keep, act(m.conflict_block_all(), 'keep-versions', () => this.keep(() => true)));
  }

  private keep(wanted: (index: number) => boolean): void {
    const pos = this.getPos();
    if (pos === undefined || !this.view.editable) return;
    let blocks = Fragment.empty;
    this.node.forEach((version, _offset, index) => {
      if (wanted(index)) blocks = blocks.append(blocks.size === 0 ? version.content : unnamed(version.content));
    });
    const { state } = this.view;
    const transaction = state.tr.replaceWith(pos, pos + this.node.nodeSize, blocks);
    if (transaction.doc.childCount === 0) transaction.insert(0, typeOf('paragraph').create());
    const near = TextSelection.near(transaction.doc.resolve(Math.min(pos + 1, transaction.doc.content.size)));
    this.view.dispatch(transaction.setSelection(near).scrollIntoView());
    this.view.focus();
  }
}

/** The same blocks without their ids: two blocks must not bear one. */
function unnamed(blocks: Fragment): Fragment {
  const each: Node[] = [];
  blocks.forEach((block) => {
    const attrs = 'id' in block.attrs ? { ...block.attrs, id: '' } : block.attrs;
    each.push(block.isTextblock ? block.type.create(attrs, block.content, block.marks) : block.type.create(attrs, unnamed(block.content), block.marks));
  });
  return Fragment.fromArray(each.map((block, index) => (block.isText ? blocks.child(index) : block)));
}

function act(label: string, testid: string, does: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = label;
  button.dataset['testid'] = testid;
  button.addEventListener('click', does);
  return button;
}
