// The same core over loopback HTTP, so that the window runs in any browser. A cookie carries the session.
import type { Backend } from './backend';
import { asBackendError, refusal } from './errors';
import type { AppEvent, Commands, MediaView } from './generated/protocol';
import { isWebAddress } from './web-address';

export function bridgeBackend(): Backend {
  return {
    async call<K extends keyof Commands>(command: K, request: Commands[K]['request']) {
      return post<Commands[K]['answer']>('/rpc', JSON.stringify({ cmd: command, payload: request }), { 'content-type': 'application/json' });
    },
    async addMedia(file) {
      return post<MediaView>('/media', file, {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
      });
    },
    mediaUrl: (blob) => `/media/${blob}`,
    onEvent(listener) {
      const source = new EventSource('/events', { withCredentials: true });
      let missed = false;
      source.onmessage = (message: MessageEvent<string>) => listener(JSON.parse(message.data) as AppEvent);
      source.onerror = () => (missed = true);
      source.onopen = () => {
        if (!missed) return;
        missed = false;
        // Events were lost while the line was down, and they say only what changed: ask for everything once.
        for (const event of everything) listener(event);
      };
      return () => source.close();
    },
    async openExternal(url) {
      if (!isWebAddress(url)) throw refusal('bad_request', 'only web pages are opened');
      window.open(url, '_blank', 'noopener,noreferrer');
    },
    // A browser gives no page the path of anything; it is typed instead.
    choosesPaths: false,
    choosePath: () => Promise.resolve(null),
    // Nobody measures the start of a browser.
    ready: () => undefined,
  };
}

const everything: AppEvent[] = [{ event: 'app_changed' }, { event: 'articles_changed', articles: [] }, { event: 'outbox_changed' }, { event: 'safety_changed' }];

async function post<T>(path: string, body: BodyInit, headers: Record<string, string>): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { method: 'POST', body, headers, credentials: 'same-origin' });
  } catch {
    throw refusal('internal', 'the bridge does not answer');
  }
  const json: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw asBackendError(json ?? `the bridge answered ${answer.status}`);
  return json as T;
}
