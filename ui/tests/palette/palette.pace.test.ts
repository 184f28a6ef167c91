import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { full, id, newBackend, open } from '../library/desk';

test('the palette opens within 50 ms, once its program is here', async () => {
  const backend = newBackend();
  backend.put({ article: 'a1', content: full({ title: 'Đà Nẵng mở lớp học số' }), saved_ms: 2, owner: 'Nguyễn Thị Hạnh' });
  backend.put({ article: 'a2', content: full({ title: 'Lịch trực tổng đài' }), saved_ms: 1, owner: 'Trần Văn Bảo' });
  open(backend);
  await expect.element(id('new-article')).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(id('palette-field')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  const times: number[] = [];
  for (let turn = 0; turn < 9; turn += 1) {
    await expect.element(id('palette')).not.toBeInTheDocument();
    const began = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true }));
    await new Promise<void>((done) => {
      const look = () => (document.querySelector('[data-testid="palette"] [role="option"]') === null ? requestAnimationFrame(look) : done());
      look();
    });
    times.push(performance.now() - began);
    document.querySelector<HTMLDialogElement>('[data-testid="palette"]')?.close();
  }
  expect(times.sort((a, b) => a - b)[4], `the median of ${times.map(Math.round).join(', ')} ms`).toBeLessThan(50);
});
