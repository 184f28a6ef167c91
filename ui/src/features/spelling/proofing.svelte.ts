// What the checker says of the open article, and what the person told it. The text itself stays with the editor and the fields.
import type { Backend } from '../../backend/backend';
import type { ProofFinding, ProofingView, TonePlace } from '../../backend/generated/protocol';
import type { Placed } from '../../editor/extensions/proofing/finding';

export type Field = 'title' | 'sapo';

/** A finding wherever it is: in the text, or in a field above it. */
export type Item = { in: 'body'; placed: Placed<ProofFinding>; finding: ProofFinding } | { in: Field; finding: ProofFinding };

export class Proofing {
  view = $state.raw<ProofingView>({ on: true, tones: 'either', tones_fixed: false, words: [], house_words: [] });
  private body = $state.raw<readonly Placed<ProofFinding>[]>([]);
  private fields = $state.raw<Record<Field, readonly ProofFinding[]>>({ title: [], sapo: [] });
  /** Counts dictionaries up: whoever keeps answers asks anew. */
  edition = $state(0);
  readonly items = $derived.by<Item[]>(() =>
    this.view.on
      ? [
          ...(['title', 'sapo'] as const).flatMap((field) => this.fields[field].map((finding) => ({ in: field, finding }))),
          ...this.body.map((placed) => ({ in: 'body' as const, placed, finding: placed.finding })),
        ]
      : [],
  );

  constructor(private readonly backend: Backend) {}

  async refresh(): Promise<void> {
    this.take(await this.backend.call('proofing_state', {}));
  }

  /** For the editor: one answer for each text. */
  async check(article: string, texts: readonly string[]): Promise<readonly (readonly ProofFinding[])[]> {
    const { blocks } = await this.backend.call('check_text', { article, blocks: texts.map((text, at) => ({ key: String(at), text })) });
    return texts.map((_, at) => (blocks[at]?.key === String(at) ? blocks[at].findings : []));
  }

  found(placed: readonly Placed<ProofFinding>[]): void {
    this.body = placed;
  }

  async checkFields(article: string, fields: Record<Field, string>): Promise<void> {
    if (!this.view.on) return;
    const [title = [], sapo = []] = await this.check(article, [fields.title, fields.sapo]);
    this.fields = { title, sapo };
  }

  /** Another article, or none. */
  clear(): void {
    this.body = [];
    this.fields = { title: [], sapo: [] };
  }

  async set(change: Partial<{ on: boolean; tones: TonePlace }>): Promise<void> {
    this.take(await this.backend.call('proofing_set', { on: this.view.on, tones: this.view.tones, ...change }));
  }

  async learn(word: string): Promise<void> {
    this.take(await this.backend.call('word_add', { word }));
  }

  async unlearn(word: string): Promise<void> {
    this.take(await this.backend.call('word_remove', { word }));
  }

  async pass(article: string, { rule, text }: ProofFinding): Promise<void> {
    await this.backend.call('finding_pass', { article, rule, text });
    this.edition += 1;
  }

  async takeUp(article: string, { rule, text }: ProofFinding): Promise<void> {
    await this.backend.call('finding_take_up', { article, rule, text });
    this.edition += 1;
  }

  private take(view: ProofingView): void {
    this.view = view;
    this.edition += 1;
  }
}
