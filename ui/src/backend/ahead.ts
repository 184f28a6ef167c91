// The first screen's questions, asked before there is a screen: the core answers while the window's own program is being read. Each answer is given
// once, to whoever asks that question first.
import type { Backend } from './backend';
import type { Commands } from './generated/protocol';

/** A backend that has already asked what every start asks, once the core has said where it stands: what follows from that is asked as well by then. */
export async function askAhead(backend: Backend): Promise<Backend> {
  const asked = new Map<string, Promise<unknown>>();
  const keyOf = (command: keyof Commands, request: unknown) => `${command} ${JSON.stringify(request)}`;

  function ask<K extends keyof Commands>(command: K, request: Commands[K]['request']): Promise<Commands[K]['answer']> {
    const answer = backend.call(command, request);
    // Whoever comes for it hears of a refusal; a question that nobody asks after all must not trouble anyone.
    answer.catch(() => undefined);
    asked.set(keyOf(command, request), answer);
    return answer;
  }

  await ask('app_state', {}).then(
    ({ lock, last_article }) => {
      if (lock.lock !== 'open') return;
      void ask('catalogue', {});
      if (last_article !== null) void ask('article_open', { article: last_article });
    },
    () => undefined,
  );

  const call: Backend['call'] = <K extends keyof Commands>(command: K, request: Commands[K]['request']) => {
    const key = keyOf(command, request);
    const answer = asked.get(key);
    if (answer === undefined) return backend.call(command, request);
    asked.delete(key);
    return answer as Promise<Commands[K]['answer']>;
  };
  // Everything else is the backend's own, whatever it is made of.
  return new Proxy(backend, { get: (of, name) => (name === 'call' ? call : Reflect.get(of, name)) });
}
