// The last paste of the article on the screen: what the core read, and what can still be done about it.
import type { Backend } from '../../backend/backend';
import type { LegacyCharset, PasteManner, PasteView } from '../../backend/generated/protocol';
import type { Given, Manner } from '../../editor/paste/incoming';
import { m } from '../../paraglide/messages.js';
import type { Notices } from '../../shared/notices.svelte';
import { sentence } from '../../shared/sentences';

interface World {
  backend: Backend;
  notices: Notices;
  /** Puts other blocks where the last paste stands; false when it is gone. */
  replace: (blocks: readonly unknown[]) => boolean;
  article: () => string | null;
  /** An original was kept: lists of them are out of date. */
  onkept: () => void;
}

export class Paste {
  receipt = $state.raw<PasteView | null>(null);
  kept = $state(false);
  busy = $state(false);

  constructor(private readonly world: World) {}

  /** Reads what was pasted; the editor puts it in its place. */
  async read(given: Given, manner: Manner): Promise<PasteView> {
    const view = await this.world.backend.call('paste_read', { ...given, manner });
    if (view.location_removed) this.world.notices.tell(m.note_location_removed());
    if (view.source === 'nothing' || view.blocks.length === 0) this.world.notices.tell(m.paste_nothing());
    this.receipt = isWorthTelling(view) ? view : null;
    this.kept = false;
    return view;
  }

  refused(error: unknown): void {
    this.world.notices.warn(m.paste_failed({ why: sentence(error) }));
  }

  /** Pastes the last one again, in another way. */
  async again(manner: PasteManner, charset: LegacyCharset | null = null): Promise<void> {
    const last = this.receipt;
    if (last === null || this.busy) return;
    this.busy = true;
    try {
      const view = await this.world.backend.call('paste_again', { paste: last.paste, manner, charset });
      const stands = this.world.replace(view.blocks);
      this.world.notices.tell(!stands ? m.paste_gone() : manner === 'words' ? m.paste_as_words_done() : m.paste_done());
      this.receipt = stands && manner === 'rich' ? view : null;
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  /** Keeps what was pasted, as it came, beside the article. */
  async keep(): Promise<void> {
    const article = this.world.article();
    if (this.receipt === null || article === null || this.busy || this.kept) return;
    this.busy = true;
    try {
      await this.world.backend.call('original_keep', { article, paste: this.receipt.paste });
      this.kept = true;
      this.world.onkept();
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  close(): void {
    this.receipt = null;
  }
}

/** Plain words that arrived as they were are nothing to speak of. */
function isWorthTelling(view: PasteView): boolean {
  if (view.blocks.length === 0) return view.dropped.length > 0;
  return view.suspect !== null || view.changed.length > 0 || view.dropped.length > 0 || !['text', 'picture'].includes(view.source);
}
