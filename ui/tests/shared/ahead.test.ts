import { beforeEach, expect, test, vi } from 'vitest';
import { askAhead } from '../../src/backend/ahead';
import type { Backend } from '../../src/backend/backend';
import { refusal } from '../../src/backend/errors';

const first = {
  app: { lock: { lock: 'open', key: 'keyring' }, last_article: 'bài' },
  catalogue: { sections: [], kinds: [], levels: [] },
  article: { article: 'bài' },
};
const asked = vi.fn<(command: string, request: unknown) => void>();
const backend = (screen: unknown = first) =>
  ({
    choosesPaths: true,
    call(command: string, request: unknown) {
      asked(command, request);
      const answer = command === 'first_screen' ? screen : `${command} anew`;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  }) as unknown as Backend;

beforeEach(() => asked.mockClear());

test('what every start asks is asked before anybody does, in one question', async () => {
  const ahead = askAhead(backend());
  await expect(ahead.call('app_state', {})).resolves.toBe(first.app);
  await expect(ahead.call('catalogue', {})).resolves.toBe(first.catalogue);
  await expect(ahead.call('article_open', { article: 'bài' })).resolves.toBe(first.article);
  expect(asked.mock.calls.map(([command]) => command)).toEqual(['first_screen']);
});

test('an answer is given once: whoever asks again is told what is so by then', async () => {
  const ahead = askAhead(backend());
  await ahead.call('app_state', {});
  await expect(ahead.call('app_state', {})).resolves.toBe('app_state anew');
});

test('another question is no question that was asked', async () => {
  const ahead = askAhead(backend());
  await expect(ahead.call('article_open', { article: 'bài khác' })).resolves.toBe('article_open anew');
  expect(asked).toHaveBeenLastCalledWith('article_open', { article: 'bài khác' });
});

test('what a closed profile could not be asked is asked when it is open', async () => {
  const ahead = askAhead(backend({ app: { lock: { lock: 'passphrase' }, last_article: null }, catalogue: null, article: null }));
  await ahead.call('app_state', {});
  await expect(ahead.call('catalogue', {})).resolves.toBe('catalogue anew');
});

test('a refusal reaches whoever asks, and everything else is the backend itself', async () => {
  const ahead = askAhead(backend(refusal('internal', 'no')));
  await expect(ahead.call('app_state', {})).rejects.toThrow('no');
  expect(ahead.choosesPaths).toBe(true);
});
