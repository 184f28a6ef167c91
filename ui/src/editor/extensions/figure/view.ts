// A picture on the page: the image, its caption as text of the document, and its alt text, credit and “decorative” as plain fields. The
// fields belong to the browser while someone types in them: they write to the document and the document never writes over them.
import type { Node } from 'prosemirror-model';
import { TextSelection, type Command } from 'prosemirror-state';
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';
import { m } from '../../../paraglide/messages.js';
import { node as typeOf } from '../../schema';

/** What is known of a picture beside what stands in the text. */
export interface FigureFacts {
  licence: string;
  /** Whether a machine made it; null while nobody answered. */
  ai_made: boolean | null;
  /** What must stay in sight of it, in thousandths. */
  focus: { x: number; y: number } | null;
}

/** What a figure needs to know of the world. */
export interface FigureHost {
  mediaUrl(blob: string): string;
  /** What is known of a picture; none where nobody keeps such things. */
  facts?(blob: string): FigureFacts;
  describe?(blob: string, facts: Partial<FigureFacts>): void;
  /** Writes a picture where the person says; none where the host has no disk. */
  save?(blob: string): void;
  /** The person wants to turn or cut a picture. `put` puts another one in its place. */
  work?(blob: string, put: (picture: { blob: string; width: number | null; height: number | null }) => void): void;
}

export class FigureView implements NodeView {
  readonly dom = document.createElement('figure');
  readonly contentDOM = document.createElement('div');
  private readonly image = document.createElement('img');
  private readonly missing = document.createElement('p');
  private readonly fields = document.createElement('div');
  private readonly alt = field('alt', m.figure_alt(), m.figure_alt_hint());
  private readonly credit = field('credit', m.figure_credit(), m.figure_credit_hint());
  private readonly decorative = checkbox(m.figure_decorative());
  private readonly licence = field('licence', m.figure_licence(), m.figure_licence_hint());
  private readonly machine = question(m.figure_ai(), [m.figure_ai_no(), m.figure_ai_yes()]);
  private readonly cut = document.createElement('button');
  private readonly save = document.createElement('button');
  private readonly remove = document.createElement('button');

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    private readonly host: FigureHost,
  ) {
    this.dom.className = 'figure';
    this.contentDOM.className = 'caption';
    this.contentDOM.dataset['placeholder'] = m.figure_caption_placeholder();
    this.missing.className = 'missing';
    this.missing.textContent = m.figure_missing();
    this.missing.hidden = true;
    this.missing.contentEditable = 'false';
    this.image.draggable = false;
    this.image.contentEditable = 'false';
    this.image.addEventListener('error', () => this.show('missing'));
    this.image.addEventListener('load', () => this.show('image'));
    this.fields.className = 'figure-fields';
    this.fields.contentEditable = 'false';
    this.remove.type = 'button';
    this.remove.textContent = m.figure_remove();
    this.remove.addEventListener('click', () => this.delete());
    this.cut.type = 'button';
    this.cut.className = 'work';
    this.cut.dataset['testid'] = 'picture-work';
    this.cut.textContent = m.figure_work();
    this.cut.addEventListener('click', () => this.host.work?.(this.blob, (picture) => this.put(picture)));
    this.save.type = 'button';
    this.save.className = 'work';
    this.save.dataset['testid'] = 'picture-save';
    this.save.textContent = m.media_save();
    this.save.hidden = this.host.save === undefined;
    this.save.addEventListener('click', () => this.host.save?.(this.blob));
    const acts = document.createElement('div');
    acts.className = 'acts';
    acts.append(this.cut, this.save, this.remove);
    this.fields.append(this.alt.label, this.credit.label);
    if (this.host.facts !== undefined) this.fields.append(this.licence.label, this.machine.group);
    this.fields.append(this.decorative.label, acts);
    this.dom.append(this.image, this.missing, this.contentDOM, this.fields);

    this.keep(this.alt.input, 'alt', () => this.alt.input.value);
    this.keep(this.credit.input, 'credit', () => this.credit.input.value);
    this.decorative.input.addEventListener('change', () => this.write('decorative', this.decorative.input.checked));
    this.listen(this.licence.input, () => this.describe({ licence: this.licence.input.value }));
    this.machine.inputs.forEach((input, yes) => input.addEventListener('change', () => this.describe({ ai_made: yes === 1 })));
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof globalThis.Node && this.fields.contains(event.target);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    if (mutation.type === 'selection') return this.fields.contains(mutation.target);
    return this.dom.contains(this.contentDOM) && !this.contentDOM.contains(mutation.target);
  }

  selectNode(): void {
    this.dom.classList.add('chosen');
  }

  deselectNode(): void {
    this.dom.classList.remove('chosen');
  }

  private draw(): void {
    const { blob, alt, credit, decorative, width, height } = this.node.attrs as Record<string, unknown>;
    const source = this.host.mediaUrl(String(blob));
    if (this.image.getAttribute('src') !== source) this.image.src = source;
    if (Number(width) > 0 && Number(height) > 0) {
      this.image.width = Number(width);
      this.image.height = Number(height);
    }
    this.image.alt = decorative === true ? '' : String(alt);
    fill(this.alt.input, String(alt));
    fill(this.credit.input, String(credit));
    this.decorative.input.checked = decorative === true;
    const editable = this.view.editable;
    for (const input of [this.alt.input, this.credit.input]) input.readOnly = !editable;
    this.alt.input.disabled = decorative === true;
    this.decorative.input.disabled = !editable;
    this.remove.hidden = !editable;
    this.cut.hidden = !editable || this.host.work === undefined;
    const facts = this.host.facts?.(String(blob));
    fill(this.licence.input, facts?.licence ?? '');
    this.licence.input.readOnly = !editable;
    this.machine.inputs.forEach((input, yes) => {
      input.checked = facts?.ai_made === (yes === 1);
      input.disabled = !editable;
    });
    // Where only a part is shown, as in a gallery.
    const focus = facts?.focus ?? null;
    this.image.style.objectPosition = focus === null ? '' : `${focus.x / 10}% ${focus.y / 10}%`;
    this.dom.classList.toggle('no-caption', this.node.textContent === '');
    this.dom.classList.toggle('no-alt', decorative !== true && String(alt).trim() === '');
  }

  private show(what: 'image' | 'missing'): void {
    this.missing.hidden = what === 'image';
    this.image.hidden = what === 'missing';
  }

  private keep(input: HTMLInputElement, attr: string, value: () => string): void {
    this.listen(input, () => this.write(attr, value()));
  }

  private listen(input: HTMLInputElement, keep: () => void): void {
    // While a syllable is being composed the field holds half a word; it is kept whole.
    input.addEventListener('input', (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) keep();
    });
    input.addEventListener('compositionend', keep);
    input.addEventListener('change', keep);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) event.preventDefault();
    });
  }

  private write(attr: string, value: unknown): void {
    const pos = this.getPos();
    if (pos === undefined || !this.view.editable || this.node.attrs[attr] === value) return;
    this.view.dispatch(this.view.state.tr.setNodeAttribute(pos, attr, value));
  }

  private get blob(): string {
    return String(this.node.attrs['blob']);
  }

  private describe(facts: Partial<FigureFacts>): void {
    if (this.view.editable) this.host.describe?.(this.blob, facts);
  }

  /** Another picture in the place of this one, with its words. */
  private put({ blob, width, height }: { blob: string; width: number | null; height: number | null }): void {
    const pos = this.getPos();
    if (pos === undefined || !this.view.editable) return;
    if (blob === this.blob) return this.draw();
    const { tr } = this.view.state;
    for (const [attr, value] of Object.entries({ blob, width: width ?? 0, height: height ?? 0 })) tr.setNodeAttribute(pos, attr, value);
    this.view.dispatch(tr);
  }

  private delete(): void {
    const pos = this.getPos();
    if (pos === undefined || !this.view.editable) return;
    this.view.dispatch(this.view.state.tr.delete(pos, pos + this.node.nodeSize).scrollIntoView());
    this.view.focus();
  }
}

/** Enter in a caption goes on with the text below the picture; a caption is one line. */
export const leaveCaption: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type !== typeOf('figcaption')) return false;
  // Below the whole gallery or infographic that the picture is part of.
  const after = $from.after(1);
  const below = state.doc.nodeAt(after);
  const { tr } = state;
  if (below === null || !below.isTextblock || below.content.size > 0) tr.insert(after, typeOf('paragraph').create());
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  return true;
};

/** Backspace at the start of a caption must not melt the picture into the text above. */
export const guardCaption: Command = (state) => {
  const { $from, empty } = state.selection;
  return empty && $from.parent.type === typeOf('figcaption') && $from.parentOffset === 0;
};

function fill(input: HTMLInputElement, value: string): void {
  if (input.value !== value && document.activeElement !== input) input.value = value;
}

function field(testid: string, name: string, hint: string) {
  const label = document.createElement('label');
  const text = document.createElement('span');
  const input = document.createElement('input');
  text.textContent = name;
  input.type = 'text';
  input.className = 'input';
  input.placeholder = hint;
  input.autocomplete = 'off';
  input.dataset['testid'] = testid;
  label.append(text, input);
  return { label, input };
}

let questions = 0;

/** A question with answers of which one holds, or none yet. */
function question(name: string, answers: string[]) {
  const group = document.createElement('fieldset');
  const legend = document.createElement('legend');
  const key = `figure-question-${++questions}`;
  legend.textContent = name;
  group.className = 'question';
  group.append(legend);
  const inputs = answers.map((answer, at) => {
    const { label, input } = checkbox(answer);
    input.type = 'radio';
    input.name = key;
    input.dataset['testid'] = `ai-${at === 1 ? 'yes' : 'no'}`;
    group.append(label);
    return input;
  });
  return { group, inputs };
}

function checkbox(name: string) {
  const label = document.createElement('label');
  const text = document.createElement('span');
  const input = document.createElement('input');
  label.className = 'tick';
  text.textContent = name;
  input.type = 'checkbox';
  label.append(input, text);
  return { label, input };
}
