// The core in the same process, through the shell's two commands and its scheme for reading media.
import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend } from './backend';
import { asBackendError, refusal } from './errors';
import type { AppEvent, Commands, MediaView } from './generated/protocol';
import { isWebAddress } from './web-address';

export function tauriBackend(): Backend {
  return {
    async call<K extends keyof Commands>(command: K, request: Commands[K]['request']) {
      try {
        return await invoke<Commands[K]['answer']>('rpc', { cmd: command, payload: request });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    async addMedia(file) {
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        return await invoke<MediaView>('media_add', bytes, { headers: { 'x-file-name': encodeURIComponent(file.name) } });
      } catch (thrown) {
        throw asBackendError(thrown);
      }
    },
    mediaUrl: (blob) => convertFileSrc(blob, 'kho'),
    onEvent(listener) {
      const listening = listen<AppEvent>('app', (event) => listener(event.payload));
      return () => void listening.then((stop) => stop());
    },
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
    ready: () => void invoke('window_ready'),
  };
}
