// A handle beside the block under the pointer: dragging it moves the block, a click chooses it. Made of pointer events, since the page's own
// drag and drop does not work on Windows while the window takes files from outside. What it does, Alt and the arrows do as well.
import { NodeSelection, Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { moveTo, placeOf } from './move';

/** Pixels that the pointer may tremble before a click becomes a drag. */
const TREMBLE = 4;

class Handle {
  private readonly grip = document.createElement('div');
  private readonly line = document.createElement('div');
  private index = -1;

  constructor(private readonly view: EditorView) {
    this.grip.className = 'block-handle';
    this.grip.title = m.block_handle();
    // The keys do the same: for a screen reader there is nothing here.
    this.grip.setAttribute('aria-hidden', 'true');
    this.grip.hidden = true;
    this.line.className = 'block-target';
    this.line.hidden = true;
    this.host.append(this.grip, this.line);
    this.host.addEventListener('pointermove', this.hover);
    this.host.addEventListener('pointerleave', this.leave);
    this.grip.addEventListener('pointerdown', this.press);
  }

  private get host(): HTMLElement {
    return this.view.dom.parentElement ?? this.view.dom;
  }

  update(): void {
    // Whoever types looks at the words; the place it stood at may be another block's by now.
    if (this.line.hidden) this.grip.hidden = true;
  }

  destroy(): void {
    this.host.removeEventListener('pointermove', this.hover);
    this.host.removeEventListener('pointerleave', this.leave);
    this.grip.remove();
    this.line.remove();
  }

  private readonly leave = () => {
    if (this.line.hidden) this.grip.hidden = true;
  };

  private readonly hover = (event: PointerEvent) => {
    if (!this.line.hidden || !this.view.editable || event.pointerType === 'touch') return;
    const block = event.target instanceof Element ? this.blockOf(event.target) : null;
    if (block === null) return;
    this.index = this.indexOf(block);
    this.grip.hidden = this.index < 0;
    this.grip.style.top = `${block.offsetTop}px`;
  };

  private blockOf(target: Element): HTMLElement | null {
    let element: Element | null = target;
    while (element !== null && element.parentElement !== this.view.dom) element = element.parentElement;
    return element instanceof HTMLElement ? element : null;
  }

  private indexOf(block: HTMLElement): number {
    const pos = this.view.posAtDOM(block, 0);
    return this.view.state.doc.resolve(Math.max(0, Math.min(pos, this.view.state.doc.content.size))).index(0);
  }

  private readonly press = (pressed: PointerEvent) => {
    if (pressed.button !== 0 || this.index < 0 || this.view.composing) return;
    pressed.preventDefault();
    const from = this.index;
    const doc = this.view.state.doc;
    let to: number | null = null;
    this.grip.setPointerCapture(pressed.pointerId);
    const drag = (event: PointerEvent) => {
      if (to === null && Math.abs(event.clientY - pressed.clientY) < TREMBLE) return;
      to = this.show(event.clientY);
    };
    const end = (event: Event) => {
      this.grip.removeEventListener('pointermove', drag);
      this.grip.removeEventListener('pointerup', end);
      this.grip.removeEventListener('pointercancel', end);
      document.removeEventListener('keydown', escape, true);
      this.line.hidden = true;
      this.grip.hidden = true;
      // What came from elsewhere meanwhile has other places.
      if (event.type !== 'pointerup' || this.view.state.doc !== doc) return;
      if (to === null) this.choose(from);
      else {
        const moved = moveTo(this.view.state, from, to);
        if (moved !== null) this.view.dispatch(moved);
      }
      this.view.focus();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end(event);
    };
    this.grip.addEventListener('pointermove', drag);
    this.grip.addEventListener('pointerup', end);
    this.grip.addEventListener('pointercancel', end);
    document.addEventListener('keydown', escape, true);
  };

  /** Shows where the block would go for a pointer at that height; returns the number of the block that it would stand before. */
  private show(clientY: number): number {
    const blocks = [...this.view.dom.children].filter((child): child is HTMLElement => child instanceof HTMLElement && !child.matches('.pending-picture, .ProseMirror-gapcursor, .ProseMirror-widget'));
    let before = blocks.findIndex((block) => {
      const { top, height } = block.getBoundingClientRect();
      return clientY < top + height / 2;
    });
    if (before < 0) before = blocks.length;
    const [above, below] = [blocks[before - 1], blocks[before]];
    const top = below === undefined ? (above === undefined ? 0 : above.offsetTop + above.offsetHeight) : below.offsetTop - 6;
    this.line.hidden = false;
    this.line.style.top = `${top}px`;
    return below === undefined ? this.view.state.doc.childCount : this.indexOf(below);
  }

  private choose(index: number): void {
    const pos = placeOf(this.view.state, index);
    const block = this.view.state.doc.nodeAt(pos);
    if (block === null || !NodeSelection.isSelectable(block)) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, pos)));
  }
}

export const blockHandle = (): Plugin => new Plugin({ view: (view) => new Handle(view) });
