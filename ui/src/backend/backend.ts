// The one door to the core. Three doors look like this: the desktop shell, the bridge in a browser, and a small core in memory.
import type { AppEvent, ChosenFile, Commands, DroppedFiles, Errand, MannersView, MediaView, NoteRequest, TrayWords } from './generated/protocol';

/** A file to take in: one that the page has been given, or one that it knows only the ticket of. */
export type GivenFile = File | ChosenFile;

/** Told how many bytes of how many have come; how many there are is not always known. */
export type Progress = (done: number, total: number | null) => void;

/** What a dialog for files is to show. */
export type Wanted = 'pictures' | 'files';

/** The desktop around a window of its own. */
export interface DesktopAround {
  /** What it offers. */
  offers(): Promise<MannersView>;
  /** Shows a notification, unless the window is before the person after all. */
  notify(note: NoteRequest): Promise<void>;
  /** Starts the app with the machine, or not any more. */
  setAutostart(on: boolean): Promise<MannersView>;
  /** Shows the app's icon in the tray with these words, or takes it away. */
  tray(words: TrayWords | null): Promise<void>;
}

export interface Backend {
  /** Asks the core. Rejects with a `BackendError`. */
  call<K extends keyof Commands>(command: K, request: Commands[K]['request']): Promise<Commands[K]['answer']>;
  /** Takes a file in; what comes back names it by digest. */
  addMedia(file: GivenFile, progress?: Progress): Promise<MediaView>;
  /** Asks the person for files in the system's own dialog. A host without one leaves that to the page. */
  chooseFiles?(wanted: Wanted, label: string): Promise<ChosenFile[]>;
  /** Listens for files dropped on the window, where the host and not the page gets them. */
  onFilesDropped?(listener: (dropped: DroppedFiles) => void): () => void;
  /** Hands over, once, what links, files and a second start of the app ask of the window; only a window of its own is asked anything. */
  onErrand?(listener: (errand: Errand) => void): () => void;
  /** Where a medium, or the small picture of one, can be seen from the page. */
  mediaUrl(blob: string, form?: 'thumb'): string;
  /** Writes a medium to a file where the person says, in the clear; gives the place, null when they think better of it. */
  saveMedia?(blob: string): Promise<string | null>;
  /** Where a page of `preview_render` can be seen, from a frame that may do nothing. */
  previewUrl(key: string, edition: number): string;
  /** Listens until the returned function is called. */
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** The desktop; a page in a browser has none. */
  readonly desktop?: DesktopAround;
  /** Opens a public page in the person's browser. */
  openExternal(url: string): Promise<void>;
  /** Whether the system's own dialog for folders and files can be shown. */
  readonly choosesPaths: boolean;
  /** Asks for a folder or a file, beginning at `start`; null when the person thinks better of it. */
  choosePath(choice: 'folder' | 'file', title: string, start: string): Promise<string | null>;
  /** Listens for the person's wish to close the window. The window stays until `close` is called. */
  onClosing(listener: () => void): () => void;
  /** Closes the window: everything is saved, or the person gave the rest up. */
  close(): void;
  /** An article is on the screen and can be typed into; the first time is what a start is measured by. */
  ready(): void;
}
