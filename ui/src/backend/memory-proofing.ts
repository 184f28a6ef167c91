// As much of the checker as a window without a core needs: it finds the texts it is told of, and keeps words and what was passed over. The rules are
// the core's and are not imitated here.
import type { CheckTextView, ProofFinding, ProofingView } from './generated/protocol';
import type { Handlers } from './memory';

type Doubt = Pick<ProofFinding, 'text' | 'reason' | 'replacements'> & Partial<ProofFinding>;

export class MemoryProofing {
  view: ProofingView = { on: true, tones: 'either', tones_fixed: false, words: [], house_words: [] };
  /** What is doubted wherever it stands. */
  doubts: Doubt[] = [];
  readonly passed = new Set<string>();

  check(article: string, blocks: readonly { key: string; text: string }[]): CheckTextView {
    return { blocks: blocks.map(({ key, text }) => ({ key, findings: this.doubts.flatMap((doubt) => this.places(article, text, doubt)).sort((a, b) => a.start - b.start) })) };
  }

  private places(article: string, text: string, doubt: Doubt): ProofFinding[] {
    const known = [...this.view.words, ...this.view.house_words].some((word) => word.toLowerCase() === doubt.text.toLowerCase());
    const finding = { rule: 'confusion', severity: 'error' as const, help: 'tu-de-lan', learnable: true, ...doubt };
    if (known || this.passed.has(`${article} ${finding.rule} ${doubt.text}`)) return [];
    return [...text.matchAll(new RegExp(doubt.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'))].map(({ index }) => ({ ...finding, start: index, end: index + doubt.text.length }));
  }
}

export function proofingHandlers({ proofing }: { proofing: MemoryProofing }): Partial<Handlers> {
  return {
    check_text: ({ article, blocks }) => proofing.check(article, blocks),
    proofing_state: () => proofing.view,
    proofing_set: ({ on, tones }) => (proofing.view = { ...proofing.view, on, tones }),
    word_add: ({ word }) => (proofing.view = { ...proofing.view, words: [...proofing.view.words.filter((other) => other !== word), word] }),
    word_remove: ({ word }) => (proofing.view = { ...proofing.view, words: proofing.view.words.filter((other) => other !== word) }),
    finding_pass: ({ article, rule, text }) => {
      proofing.passed.add(`${article} ${rule} ${text}`);
      return {};
    },
    finding_take_up: ({ article, rule, text }) => {
      proofing.passed.delete(`${article} ${rule} ${text}`);
      return {};
    },
  };
}
