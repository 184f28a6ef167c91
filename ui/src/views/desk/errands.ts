// What links and files that were opened with the app ask of the desk. A link may show something or begin an article; it never changes one.
import { asBackendError } from '../../backend/errors';
import type { Errand } from '../../backend/generated/protocol';
import { listed } from '../../features/article/paste-words';
import { m } from '../../paraglide/messages.js';
import { sentence } from '../../shared/sentences';
import type { Acts } from './acts.svelte';
import type { Desk } from './desk.svelte';

/** Does an errand, or says why it is not done. */
export async function see(desk: Desk, acts: Acts, errand: Errand): Promise<void> {
  const { notices } = desk;
  switch (errand.errand) {
    case 'article':
      return show(desk, errand.article);
    case 'new_article':
      // Whoever clicks a link again and again gets one empty page and not a list of them.
      return isBlank(desk) ? desk.toArticle() : desk.create();
    case 'drafts':
      return desk.showImport(errand.path);
    case 'document':
      return importDocument(desk, acts, errand.path);
    case 'strange_link':
      return notices.warn(m.errand_strange_link());
    case 'strange_file':
      return notices.warn(m.errand_strange_file({ name: errand.name }));
    case 'bundle':
      // The window's own: it opens another desk.
      return undefined;
  }
}

async function show(desk: Desk, article: string): Promise<void> {
  try {
    // Asks whether it is here, and changes nothing.
    await desk.backend.call('article_check', { article });
  } catch (thrown) {
    return desk.notices.warn(asBackendError(thrown).code === 'article_not_found' ? m.errand_article_gone() : sentence(thrown));
  }
  await desk.open(article);
}

/** Makes an article of a Word document, and shows it with what became of it. */
export function importDocument(desk: Desk, acts: Acts, path: string): Promise<void> {
  return desk.attempt(async () => {
    const { article, kept, changed, dropped, location_removed } = await desk.backend.call('document_import', { path });
    await desk.open(article);
    const name = path.split(/[/\\]/).at(-1) ?? '';
    const said = [
      kept.length > 0 ? m.document_imported({ name, what: listed(kept) }) : m.document_imported_empty({ name }),
      ...(changed.length > 0 ? [m.document_changed({ what: listed(changed) })] : []),
      ...(dropped.length > 0 ? [m.document_dropped({ what: listed(dropped) })] : []),
      ...(location_removed ? [m.note_location_removed()] : []),
    ];
    desk.notices.tell(said.join(' '), { label: m.undo(), act: () => void acts.throwAway(article, desk.content?.title ?? '') });
  });
}

function isBlank(desk: Desk): boolean {
  const { article, content } = desk;
  return content !== null && article.may('edit') && article.plainText().trim() === '' && content.attachments.length === 0 && desk.element?.querySelector('[data-testid="body"] figure') === null;
}
