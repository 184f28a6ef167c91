// News of files on their way in come as events of the whole window; here each finds the file that it is about.
import type { Backend, Progress } from './backend';
import type { AppEvent } from './generated/protocol';

/** Runs `work` and hands it the news that carry its ticket. */
export async function withProgress<T>(on: Backend['onEvent'], ticket: string, progress: Progress | undefined, work: () => Promise<T>): Promise<T> {
  if (progress === undefined) return work();
  const stop = on((event: AppEvent) => {
    if (event.event === 'media_progress' && event.ticket === ticket) progress(event.done, event.total);
  });
  try {
    return await work();
  } finally {
    stop();
  }
}
