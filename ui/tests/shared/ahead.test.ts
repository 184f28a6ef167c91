import { beforeEach, expect, test, vi } from 'vitest';
import { askAhead } from '../../src/backend/ahead';
import type { Backend } from '../../src/backend/backend';
import { refusal } from '../../src/backend/errors';

const answers: Record<string, unknown> = {
  app_state: { lock: { lock: 'open', key: 'keyring' }, last_article: 'bài' },
  catalogue: { sections: [], kinds: [], levels: [] },
  article_open: { article: 'bài' },
};
const asked = vi.fn<(command: string, request: unknown) => void>();
const backend = (given: Record<string, unknown> = answers) =>
  ({
    choosesPaths: true,
    call(command: string, request: unknown) {
      asked(command, request);
      const answer = given[command];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  }) as unknown as Backend;

beforeEach(() => asked.mockClear());

test('what every start asks is asked before anybody does, and not a second time', async () => {
  const ahead = await askAhead(backend());
  expect(asked.mock.calls.map(([command]) => command)).toEqual(['app_state', 'catalogue', 'article_open']);
  await expect(ahead.call('app_state', {})).resolves.toBe(answers['app_state']);
  await expect(ahead.call('article_open', { article: 'bài' })).resolves.toBe(answers['article_open']);
  expect(asked).toHaveBeenCalledTimes(3);
});

test('an answer is given once: whoever asks again is told what is so by then', async () => {
  const ahead = await askAhead(backend());
  await ahead.call('app_state', {});
  await ahead.call('app_state', {});
  expect(asked).toHaveBeenCalledTimes(4);
});

test('another question is no question that was asked', async () => {
  const ahead = await askAhead(backend());
  await ahead.call('article_open', { article: 'bài khác' });
  expect(asked).toHaveBeenLastCalledWith('article_open', { article: 'bài khác' });
});

test('a locked profile is asked for nothing more', async () => {
  await askAhead(backend({ app_state: { lock: { lock: 'passphrase' }, last_article: null } }));
  expect(asked.mock.calls.map(([command]) => command)).toEqual(['app_state']);
});

test('a refusal reaches whoever asks, and everything else is the backend itself', async () => {
  const ahead = await askAhead(backend({ app_state: refusal('internal', 'no') }));
  await expect(ahead.call('app_state', {})).rejects.toThrow('no');
  expect(ahead.choosesPaths).toBe(true);
});
