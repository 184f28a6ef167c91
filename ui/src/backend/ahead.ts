// The first screen's question, asked before there is a screen: the core answers while the window's own program is being read. Each part of the answer
// is given once, to whoever asks for it first.
import type { Backend } from './backend';
import type { Commands, FirstScreenView } from './generated/protocol';

/** A backend that has already asked what every start asks. */
export function askAhead(backend: Backend): Backend {
  const first = backend.call('first_screen', {});
  // Whoever comes for it hears of a refusal; a question that nobody asks after all must not trouble anyone.
  first.catch(() => undefined);
  /** What it answers and nobody has come for. */
  const held = new Set<keyof Commands>(['app_state', 'catalogue', 'article_open']);

  /** What the first screen's answer says to a question; none when it says nothing of it. */
  function part(screen: FirstScreenView, command: keyof Commands, request: unknown): unknown {
    if (command === 'app_state') return screen.app;
    if (command === 'catalogue') return screen.catalogue;
    const asked = (request as Commands['article_open']['request']).article;
    return screen.article?.article === asked ? screen.article : null;
  }

  const call: Backend['call'] = async <K extends keyof Commands>(command: K, request: Commands[K]['request']): Promise<Commands[K]['answer']> => {
    if (!held.delete(command)) return backend.call(command, request);
    const answer = part(await first, command, request);
    return answer === null ? backend.call(command, request) : (answer as Commands[K]['answer']);
  };
  // Everything else is the backend's own, whatever it is made of.
  return new Proxy(backend, { get: (of, name) => (name === 'call' ? call : Reflect.get(of, name)) });
}
