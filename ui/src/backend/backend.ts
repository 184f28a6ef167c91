// The one door to the core. Three doors look like this: the desktop shell, the bridge in a browser, and a small core in memory.
import type { AppEvent, Commands, MediaView } from './generated/protocol';

export interface Backend {
  /** Asks the core. Rejects with a `BackendError`. */
  call<K extends keyof Commands>(command: K, request: Commands[K]['request']): Promise<Commands[K]['answer']>;
  /** Hands over a file's bytes; what comes back names them by digest. */
  addMedia(file: File): Promise<MediaView>;
  /** Where a medium can be seen from the page. */
  mediaUrl(blob: string): string;
  /** Listens until the returned function is called. */
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Opens a public page in the person's browser. */
  openExternal(url: string): Promise<void>;
  /** An article is on the screen and can be typed into; the first time is what a start is measured by. */
  ready(): void;
}

/** The door that this window has. */
export async function chooseBackend(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return (await import('./tauri')).tauriBackend();
  // A build for the public never carries the pretended core.
  if (import.meta.env.MODE !== 'production' && new URLSearchParams(location.search).get('backend') === 'memory') {
    return (await import('./memory-demo')).demoBackend();
  }
  return (await import('./bridge')).bridgeBackend();
}

/** Whether an address may be handed to the system's browser. */
export function isWebAddress(url: string): boolean {
  const parsed = URL.parse?.(url) ?? tryUrl(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:');
}

function tryUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
