// A long text is on the screen before it is laid out. To lay out fifty thousand words takes longer than all else in opening them, and a person sees one
// hundredth of them: blocks far from where the text is opened are left out of the layout (CSS Containment 2, `content-visibility`) until the first screen
// is painted. Then all are taken in at once: an engine that has to watch hundreds of such blocks takes a third of a second for whatever it does.
import type { Node } from 'prosemirror-model';
import { afterPaint } from '../shared/paint';

/** Blocks that are laid out at once, on either side: some screens. */
const NEAR = 30;
/** From the first painting until the rest is laid out, in milliseconds: what else comes with an article has been drawn by then, and nobody types yet. */
const REST_MS = 150;
/** As high as a paragraph usually is, until its true height is known. */
const USUAL_HEIGHT = '7rem';

export class FarBlocks {
  private readonly sheet = new CSSStyleSheet();
  /** Calls off the end; null when nothing is far any more. */
  private callOff: (() => void) | null = null;
  /** The near blocks, from the first on and up to the last, counted from 0. */
  private first = 0;
  private last = NEAR;

  /** To be made before the view is, with the element that it will stand in. */
  constructor(private readonly place: HTMLElement, count: number) {
    if (count <= 2 * NEAR) return;
    place.dataset['far'] = '';
    document.adoptedStyleSheets.push(this.sheet);
    this.write();
    this.callOff = afterPaint(() => {
      const timer = setTimeout(() => this.inPlace(() => this.end()), REST_MS);
      this.callOff = () => clearTimeout(timer);
    });
  }

  /** Somebody goes to a position: what is around it is near. */
  reach(doc: Node, pos: number): void {
    if (this.callOff === null) return;
    const index = doc.resolve(pos).index(0);
    if (index >= this.first && index <= this.last) return;
    [this.first, this.last] = [index - NEAR, index + NEAR];
    this.write();
  }

  /** Nothing is far any more. */
  end(): void {
    if (this.callOff === null) return;
    this.callOff();
    this.callOff = null;
    delete this.place.dataset['far'];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  /** What is seen stays where it is while blocks above it get their true heights. */
  private inPlace(change: () => void): void {
    const page = this.place.closest('.scroll');
    if (page === null || page.scrollTop === 0) return change();
    const { left, top, width, height } = page.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    if (seen === null || !this.place.contains(seen)) return change();
    const before = seen.getBoundingClientRect().top;
    change();
    page.scrollTop += seen.getBoundingClientRect().top - before;
  }

  private write(): void {
    const blocks = '[data-far] > .ProseMirror >';
    const far = `${blocks} :nth-child(-n + ${Math.max(0, this.first)}), ${blocks} :nth-child(n + ${this.last + 2})`;
    this.sheet.replaceSync(`${far} { content-visibility: auto; contain-intrinsic-block-size: auto ${USUAL_HEIGHT}; }`);
  }
}
