// What the help says. Written for this app from public rules, which each page names. Both languages have the same pages with the same examples; only
// those of the language on the screen are fetched.
import type { Language } from '../../../shared/language';

export interface HelpPage {
  readonly key: string;
  readonly title: string;
  readonly text: readonly string[];
  /** What is often written, and what to write. */
  readonly examples: readonly (readonly [string, string])[];
  readonly source: string;
}

export type HelpPages = readonly [HelpPage, ...HelpPage[]];

export async function pagesIn(language: Language): Promise<HelpPages> {
  const { pages } = language === 'en' ? await import('./en') : await import('./vi');
  return pages;
}

/** The page that a finding names; the first one where it is not known. */
export function pageOf(pages: HelpPages, key: string): HelpPage {
  return pages.find((page) => page.key === key) ?? pages[0];
}
