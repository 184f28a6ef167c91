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
  /** Whether the system's own dialog for folders and files can be shown. */
  readonly choosesPaths: boolean;
  /** Asks for a folder or a file, beginning at `start`; null when the person thinks better of it. */
  choosePath(choice: 'folder' | 'file', title: string, start: string): Promise<string | null>;
  /** An article is on the screen and can be typed into; the first time is what a start is measured by. */
  ready(): void;
}
