// The language of the app's own words, chosen on this machine. Articles keep theirs. Vietnamese is part of the window's program; English comes only where
// it is chosen, so that no other start reads it.

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'banthao.language';

/** The English words while English is spoken; the build has the messages look for them here (see vite.config.ts). */
export const english: Record<string, unknown> = {};

let spoken: Language = 'vi';

/** The language on the screen. */
export const language = (): Language => spoken;

/** How numbers and dates are written in it. */
export const region = (): string => (spoken === 'en' ? 'en-GB' : 'vi-VN');

export function chosenLanguage(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
}

/** For the next start: words that are on the screen already are not said anew. */
export function chooseLanguage(next: Language): void {
  if (next === 'vi') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
}

/** From now on speaks this language, once its words are here. */
export async function speak(next: Language): Promise<void> {
  const words = next === 'en' ? await import('../paraglide/messages/en.js') : {};
  for (const message of Object.keys(english)) delete english[message];
  Object.assign(english, words);
  spoken = next;
  document.documentElement.lang = next;
}
