// The fonts of the window, and when they are there.
import './fonts.css';

/** Every face of the first screen. */
const FIRST = ['400 1em "Be Vietnam Pro"', '500 1em "Be Vietnam Pro"', '600 1em "Be Vietnam Pro"', '400 1em "Source Serif 4 Variable"'];
/** A letter of each file that a Vietnamese text needs. */
const LETTERS = 'aạ';

/**
 * Resolves when the fonts of the first screen are there, or cannot be had. A text that is laid out before its font has come is laid out twice, and
 * in between the engine searches the system for something like it: 80 ms with fontconfig.
 */
export async function firstFonts(): Promise<void> {
  await stylesHere();
  await Promise.allSettled(FIRST.map((font) => document.fonts.load(font, LETTERS)));
}

/** A font can only be asked for once the style sheet that names it has been read, and a script may run before that. */
async function stylesHere(): Promise<void> {
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(({ sheet }) => sheet === null);
  await Promise.all(sheets.map((link) => new Promise((done) => {
    link.addEventListener('load', done, { once: true });
    link.addEventListener('error', done, { once: true });
  })));
}
