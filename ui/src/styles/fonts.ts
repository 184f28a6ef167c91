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
  await Promise.allSettled(FIRST.map((font) => document.fonts.load(font, LETTERS)));
}
