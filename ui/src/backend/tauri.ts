// The core in the same process, through the shell's commands and its scheme for reading media.
import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend, DesktopAround } from './backend';
import { asBackendError, refusal } from './errors';
import type { AppEvent, ChosenFile, Commands, DroppedFiles, Errand, MannersView, MediaView } from './generated/protocol';
import { withProgress } from './progress';
import { isWebAddress } from './web-address';

async function asked<Answer>(command: string, payload: Record<string, unknown> = {}): Promise<Answer> {
  try {
    return await invoke<Answer>(command, payload);
  } catch (thrown) {
    throw asBackendError(thrown);
  }
}

const desktop: DesktopAround = {
  offers: () => asked<MannersView>('manners_offered'),
  notify: (note) => asked('notify', { note }),
  tray: (words) => asked('tray_show', { words }),
  setAutostart: (on) => asked<MannersView>('autostart_set', { on }),
};

export function tauriBackend(): Backend {
  const onEvent: Backend['onEvent'] = (listener) => {
    const listening = listen<AppEvent>('app', (event) => listener(event.payload));
    return () => void listening.then((stop) => stop());
  };
  return {
    async call<K extends keyof Commands>(command: K, request: Commands[K]['request']) {
      try {
        return await invoke<Commands[K]['answer']>('rpc', { cmd: command, payload: request });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    async addMedia(file, progress) {
      try {
        if (!(file instanceof File)) {
          return await withProgress(onEvent, file.ticket, progress, () => invoke<MediaView>('media_add_chosen', { ticket: file.ticket }));
        }
        // What was pasted has no place on the disk to be read from.
        const bytes = new Uint8Array(await file.arrayBuffer());
        return await invoke<MediaView>('media_add', bytes, { headers: { 'x-file-name': encodeURIComponent(file.name) } });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    async chooseFiles(what, label) {
      try {
        return await invoke<ChosenFile[]>('media_choose', { what, label });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    onFilesDropped(listener) {
      const listening = listen<DroppedFiles>('files_dropped', (event) => listener(event.payload));
      return () => void listening.then((stop) => stop());
    },
    onErrand(listener) {
      const take = async () => (await invoke<Errand[]>('errands_take')).forEach(listener);
      const listening = listen('errand', () => void take());
      // What came before anybody listened.
      void listening.then(take);
      return () => void listening.then((stop) => stop());
    },
    // The digits need no escaping, and the separator must stay one.
    mediaUrl: (blob, form) => convertFileSrc(blob, 'kho') + (form === undefined ? '' : `/${form}`),
    saveMedia: (blob) => asked<string | null>('media_save', { blob }),
    previewUrl: (key, edition) => `${convertFileSrc(key, 'xem')}/${edition}`,
    onEvent,
    desktop,
    async openExternal(url) {
      if (!isWebAddress(url)) throw refusal('bad_request', 'only web pages are opened');
      try {
        await invoke('open_external', { url });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    choosesPaths: true,
    async choosePath(choice, title, start) {
      try {
        return await invoke<string | null>('choose_path', { choice, title, start });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    onClosing(listener) {
      const listening = listen('closing', () => {
        // At once, so that the shell knows that somebody is here to see to it; a page that hangs says nothing.
        void invoke('window_closing_heard');
        listener();
      });
      return () => void listening.then((stop) => stop());
    },
    close: () => void invoke('window_close'),
    ready: () => void invoke('window_ready', { marks: performance.getEntriesByType('mark').map(({ name, startTime }) => ({ name, at_ms: performance.timeOrigin + startTime })) }),
  };
}
