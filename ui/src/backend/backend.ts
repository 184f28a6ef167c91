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
  /** Listens for the person's wish to close the window. The window stays until `close` is called. */
  onClosing(listener: () => void): () => void;
  /** Closes the window: everything is saved, or the person gave the rest up. */
  close(): void;
  /** An article is on the screen and can be typed into; the first time is what a start is measured by. */
  ready(): void;
}
