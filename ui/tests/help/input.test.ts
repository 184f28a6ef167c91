import { page, userEvent } from 'vitest/browser';
import { beforeEach, expect, test } from 'vitest';
import { worksBy, type Sign } from '../../src/features/help/input-signs';
import { hasManner } from '../../src/shared/manners.svelte';
import { id, newBackend, open, violations } from '../library/desk';
import { compose, unikey } from '../typing';

const at = (sign: Record<string, unknown>, when: number) => ({ ...sign, at: when }) as unknown as Sign;

test('how an input method works is told by what the field hears', () => {
  const letter = { is: 'inserts', letters: 1, marked: false };
  for (const [signs, works] of [
    [[], 'unknown'],
    [[letter, letter], 'unknown'],
    [[letter, letter, letter], 'none'],
    [[{ is: 'begins' }, { is: 'grows', letters: 2 }, { is: 'ends', letters: 2 }], 'preedit'],
    [[{ is: 'begins' }, { is: 'grows', letters: 0 }, { is: 'ends', letters: 4 }], 'hidden'],
    [[{ is: 'removes' }, { is: 'inserts', letters: 1, marked: true }], 'retyped'],
    [[{ is: 'inserts', letters: 1, marked: true }], 'direct'],
  ] as const) expect(worksBy(signs.map((sign, place) => at(sign, place * 10))), JSON.stringify(signs)).toBe(works);
  expect(worksBy([at({ is: 'removes' }, 0), at({ is: 'inserts', letters: 1, marked: true }, 5_000)]), 'a person corrected something').toBe('direct');
});

beforeEach(async () => {
  open(newBackend());
  await expect.element(id('account-menu')).toBeVisible();
  await userEvent.keyboard('{F1}');
  await id('help-kiem-tra-bo-go').click();
  await id('input-field').click();
});

test('a composition and UniKey are recognised in the field, and the system is named', async () => {
  await expect.element(id('input-system')).toHaveTextContent('ibus');
  await unikey();
  await expect.element(id('input-works')).toHaveAttribute('data-works', 'retyped');
  await id('input-clear').click();
  await expect.element(id('input-works')).toHaveAttribute('data-works', 'unknown');
  await compose();
  await expect.element(id('input-works')).toHaveAttribute('data-works', 'preedit');
  await expect.element(id('input-signs')).toHaveTextContent('Ghép xong 6 chữ cái');
  expect(await violations()).toEqual([]);
});

test('the report says what was heard and not what was typed', async () => {
  let copied = '';
  const clipboard = navigator.clipboard.writeText.bind(navigator.clipboard);
  navigator.clipboard.writeText = async (text) => void (copied = text);
  try {
    await compose();
    await userEvent.keyboard('bimat7');
    await id('input-copy').click();
    await expect.element(id('input-said')).toBeVisible();
  } finally {
    navigator.clipboard.writeText = clipboard;
  }
  expect(copied).toContain('Bộ gõ bắt đầu ghép chữ');
  expect(copied).toContain('Nhấn: số');
  for (const typed of ['Việt', 'Nguyễn', 'bimat']) expect(copied).not.toContain(typed);
});

test('safe typing is turned on here and holds for the next paragraph', async () => {
  await page.getByTestId('safe-typing').click();
  expect(hasManner('safe_typing')).toBe(true);
});
