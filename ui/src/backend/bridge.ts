// The same core over loopback HTTP, so that the window runs in any browser. A cookie carries the session.
import type { Backend } from './backend';
import { asBackendError, refusal } from './errors';
import type { AppEvent, Commands, MediaView } from './generated/protocol';
import { withProgress } from './progress';
import { isWebAddress } from './web-address';

export function bridgeBackend(): Backend {
  const listeners = new Set<(event: AppEvent) => void>();
  let source: EventSource | undefined;

  /** One line for all who listen: a browser opens only a few to one host. */
  function listen(listener: (event: AppEvent) => void): () => void {
    listeners.add(listener);
    source ??= eventSource((event) => {
      for (const each of listeners) each(event);
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      source?.close();
      source = undefined;
    };
  }

  return {
    async call<K extends keyof Commands>(command: K, request: Commands[K]['request']) {
      return post<Commands[K]['answer']>('/rpc', JSON.stringify({ cmd: command, payload: request }), { 'content-type': 'application/json' });
    },
    async addMedia(file, progress) {
      if (!(file instanceof File)) throw refusal('bad_request', 'a browser gives files and no tickets');
      const ticket = crypto.randomUUID();
      const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name), 'x-ticket': ticket };
      return withProgress(listen, ticket, progress, () => post<MediaView>('/media', file, headers));
    },
    mediaUrl: (blob, form) => (form === undefined ? `/media/${blob}` : `/media/${blob}/${form}`),
    previewUrl: (key, edition) => `/xem/${key}/${edition}`,
    onEvent: listen,
    async openExternal(url) {
      if (!isWebAddress(url)) throw refusal('bad_request', 'only web pages are opened');
      window.open(url, '_blank', 'noopener,noreferrer');
    },
    // A browser gives no page the path of anything; it is typed instead.
    choosesPaths: false,
    choosePath: () => Promise.resolve(null),
    // A browser closes a tab without waiting; what was typed is handed over when the page is hidden.
    onClosing: () => () => undefined,
    close: () => window.close(),
    // Nobody measures the start of a browser.
    ready: () => undefined,
  };
}

const everything: AppEvent[] = [{ event: 'app_changed' }, { event: 'articles_changed', articles: [] }, { event: 'outbox_changed' }, { event: 'recovery_changed' }, { event: 'safety_changed' }];

function eventSource(tell: (event: AppEvent) => void): EventSource {
  const source = new EventSource('/events', { withCredentials: true });
  let missed = false;
  source.onmessage = (message: MessageEvent<string>) => tell(JSON.parse(message.data) as AppEvent);
  source.onerror = () => (missed = true);
  source.onopen = () => {
    if (!missed) return;
    missed = false;
    // Events were lost while the line was down, and they say only what changed: ask for everything once.
    everything.forEach(tell);
  };
  return source;
}

async function post<T>(path: string, body: BodyInit, headers: Record<string, string>): Promise<T> {
  let answer: Response;
  try {
    // Small requests outlive their page: the last keys before a tab is closed are among them. Browsers take 64 KiB of these at most.
    const keepalive = typeof body === 'string' && body.length < 16_384;
    answer = await fetch(path, { method: 'POST', body, headers, credentials: 'same-origin', keepalive });
  } catch {
    throw refusal('internal', 'the bridge does not answer');
  }
  const json: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw asBackendError(json ?? `the bridge answered ${answer.status}`);
  return json as T;
}
