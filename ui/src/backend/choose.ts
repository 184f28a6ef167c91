// Which door this window has. Both are small and one is always needed, so neither is fetched after the fact.
import type { Backend } from './backend';
import { bridgeBackend } from './bridge';
import { tauriBackend } from './tauri';

/** The door that this window has. */
export async function chooseBackend(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return tauriBackend();
  // A build for the public never carries the pretended core.
  if (import.meta.env.MODE !== 'production' && new URLSearchParams(location.search).get('backend') === 'memory') {
    return (await import('./memory-demo')).demoBackend();
  }
  return bridgeBackend();
}
