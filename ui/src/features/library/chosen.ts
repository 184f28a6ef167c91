// What is chosen of a list, as a value. A choice of everything is kept as the question and not as a hundred thousand ids. Pure.

export type Chosen = { of: 'some'; ids: ReadonlySet<string> } | { of: 'all'; except: ReadonlySet<string> };

export const NONE: Chosen = { of: 'some', ids: new Set() };
export const ALL: Chosen = { of: 'all', except: new Set() };

export const these = (articles: Iterable<string>): Chosen => ({ of: 'some', ids: new Set(articles) });

export function isChosen(chosen: Chosen, article: string): boolean {
  return chosen.of === 'some' ? chosen.ids.has(article) : !chosen.except.has(article);
}

export function toggled(chosen: Chosen, article: string): Chosen {
  const names = new Set(chosen.of === 'some' ? chosen.ids : chosen.except);
  if (!names.delete(article)) names.add(article);
  return chosen.of === 'some' ? { of: 'some', ids: names } : { of: 'all', except: names };
}

/** How many are chosen of a list this long. */
export function howMany(chosen: Chosen, total: number): number {
  return chosen.of === 'some' ? chosen.ids.size : Math.max(total - chosen.except.size, 0);
}
