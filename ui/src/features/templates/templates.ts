// What a new article can begin with: one data file for each template, with the version it is in. A changed template gets the next version, so that of
// every article one can say what it began as. Words that are still to be written stand in square brackets.
import type { ArticleContentView, CatalogueView } from '../../backend/generated/protocol';
import sample from './data/bai-mau.json';
import questions from './data/hoi-dap.json';
import notice from './data/thong-bao.json';
import photographs from './data/phong-su-anh.json';
import rebuttal from './data/phan-bac.json';
import regulation from './data/tin-van-ban.json';
import release from './data/thong-cao-bao-chi.json';
import event from './data/tin-su-kien.json';

export interface Template {
  template: string;
  version: number;
  /** Codes of kinds, the best first; a portal may not have all of them. */
  kinds: string[];
  name: string;
  about: string;
  also: string;
  content: Partial<ArticleContentView>;
}

export const TEMPLATES: readonly Template[] = [event, regulation, notice, release, rebuttal, questions, photographs];

/** What a new person may look at first, and throw away. */
export const SAMPLE: Template = sample;

/** What an article that began with a template says of it. */
export interface Origin {
  template: string;
  version: number;
}

/** The article that a template begins: its kind as far as the portal knows it, its content, and where that came from. */
export function begin(template: Template, catalogue: CatalogueView): { kind: string | null; content: Partial<ArticleContentView> } {
  const known = new Set(catalogue.kinds.map(({ code }) => code));
  const origin: Origin = { template: template.template, version: template.version };
  return { kind: template.kinds.find((kind) => known.has(kind)) ?? null, content: { ...structuredClone(template.content), rest: { template: origin } } };
}

/** What an article says it began as; null for one that began with nothing. */
export function originOf(content: ArticleContentView): Origin | null {
  const { template: origin } = (content.rest ?? {}) as { template?: unknown };
  if (typeof origin !== 'object' || origin === null) return null;
  const { template, version } = origin as Record<string, unknown>;
  return typeof template === 'string' && typeof version === 'number' ? { template, version } : null;
}

/** The name of a template that articles began with, even when there is no such template any more. */
export function nameOf({ template }: Origin): string {
  return [...TEMPLATES, SAMPLE].find((known) => known.template === template)?.name ?? template;
}
