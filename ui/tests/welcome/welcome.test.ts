import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { MemoryBackend } from '../../src/backend/memory';
import { full, id, newBackend, open, violations } from '../library/desk';

test('an empty profile is met with three steps, and the first that is open stands out', async () => {
  open(new MemoryBackend(null));
  await expect.element(id('welcome')).toBeVisible();
  expect(document.querySelectorAll('[data-testid^="step-"]').length).toBe(3);
  expect(document.querySelectorAll('[data-testid="welcome"] .filled').length, 'one act stands out').toBe(1);
  expect(await violations()).toEqual([]);
  await id('welcome-sign-in').click();
  await expect.element(id('do-sign-in')).toBeVisible();
});

test('what is done says so and asks nothing more', async () => {
  open(newBackend());
  await expect.element(id('step-sign-in')).toHaveTextContent('Đã xong');
  await expect.element(id('welcome-sign-in')).not.toBeInTheDocument();
});

test('the sample can be written in and thrown away, and the steps do not come back', async () => {
  const backend = newBackend();
  open(backend);
  await id('welcome-sample').click();
  await expect.element(id('title')).toHaveValue('Bài mẫu: làm quen trong hai phút');
  await page.getByRole('textbox', { name: 'Nội dung bài' }).click();
  await userEvent.keyboard('Thử ');
  await id('trash').click();
  await expect.element(page.getByText('Chọn một bài, hoặc viết bài mới')).toBeVisible();
  await expect.element(id('welcome')).not.toBeInTheDocument();
});

test('who skips the steps does not see them again', async () => {
  open(newBackend());
  await id('welcome-skip').click();
  await expect.element(page.getByText('Chọn một bài, hoặc viết bài mới')).toBeVisible();
  expect(localStorage.getItem('banthao.welcomed')).not.toBeNull();
});

test('a profile with articles is met with its articles', async () => {
  const backend = newBackend();
  backend.put({ content: full() });
  open(backend);
  await expect.element(id('row')).toBeVisible();
  await expect.element(id('welcome')).not.toBeInTheDocument();
});
