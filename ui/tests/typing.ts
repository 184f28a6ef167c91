// Two ways in which Vietnamese reaches a field. A composition (TSF, ibus, macOS) shows a syllable and then commits it; UniKey and EVKey
// are keyboard hooks that send Backspace and the letters anew.
import { cdp } from 'vitest/browser';

interface Session {
  send(method: string, params?: object): Promise<unknown>;
}

/** A syllable as it grows under the keys of Telex. */
export const SYLLABLES: readonly (readonly string[])[] = [
  ['t', 'ti', 'tie', 'tiê', 'tiên', 'tiêng', 'tiếng'],
  ['V', 'Vi', 'Vie', 'Viê', 'Viêt', 'Việt'],
  ['d', 'đ', 'đu', 'đuo', 'đươ', 'đươn', 'đường'],
  ['N', 'Ng', 'Ngu', 'Nguyê', 'Nguyên', 'Nguyễn'],
];
export const SENTENCE = 'tiếng Việt đường Nguyễn';

const devtools = () => cdp() as unknown as Session;

async function key(name: string, code: number, text?: string): Promise<void> {
  const event = { key: name, windowsVirtualKeyCode: code };
  await Promise.all([
    devtools().send('Input.dispatchKeyEvent', { ...event, type: text === undefined ? 'rawKeyDown' : 'keyDown', ...(text === undefined ? {} : { text }) }),
    devtools().send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }),
  ]);
}

const space = () => key(' ', 32, ' ');

export async function show(step: string): Promise<void> {
  await devtools().send('Input.imeSetComposition', { text: step, selectionStart: step.length, selectionEnd: step.length });
}

export async function commit(syllable: string): Promise<void> {
  await devtools().send('Input.insertText', { text: syllable });
}

/** Types the sentence through compositions. */
export async function compose(): Promise<void> {
  for (const [at, steps] of SYLLABLES.entries()) {
    if (at > 0) await space();
    for (const step of steps) await show(step);
    await commit(steps.at(-1) ?? '');
  }
}

/** A syllable as UniKey sends it: what no longer holds is deleted, and the rest typed. All at once, as a hook does: no key waits for the last one. */
export async function unikeyWord(steps: readonly string[]): Promise<void> {
  let shown = '';
  const keys: Promise<void>[] = [];
  for (const step of steps) {
    let same = 0;
    while (same < shown.length && shown[same] === step[same]) same += 1;
    for (let left = shown.length; left > same; left -= 1) keys.push(key('Backspace', 8));
    for (const letter of step.slice(same)) keys.push(key(letter, 231, letter));
    shown = step;
  }
  await Promise.all(keys);
}

/** Types the sentence as UniKey does. */
export async function unikey(): Promise<void> {
  for (const [at, steps] of SYLLABLES.entries()) {
    if (at > 0) await space();
    await unikeyWord(steps);
  }
}
