// What the status line says of the text: never a step ahead of what the disk has.
import type { OpenArticle } from '../../features/article/open-article.svelte';
import { m } from '../../paraglide/messages.js';
import { time } from '../../shared/amounts';

export interface Saved {
  is: 'saved' | 'busy' | 'failed';
  words: string;
}

/** How much of the article on the screen is on the disk; null without an article. */
export function savedWords({ view, save }: OpenArticle): Saved | null {
  if (view === null) return null;
  switch (save.is) {
    case 'saved':
      return { is: 'saved', words: m.saved_at({ at: time(view.saved_ms) }) };
    case 'waiting':
    case 'saving':
      return { is: 'busy', words: m.saving() };
    case 'failed':
      return { is: 'failed', words: m.save_failed({ why: isFull(save.error) ? m.save_failed_disk_full() : m.save_failed_other() }) };
  }
}

const isFull = (error: unknown) => typeof error === 'object' && error !== null && 'code' in error && error.code === 'disk_full';
