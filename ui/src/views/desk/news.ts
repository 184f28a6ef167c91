// What the core tells of, and what the person's presence tells the core: watched for as long as the desk stands.
import type { AppEvent } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';
import type { Desk } from './desk.svelte';

const SIGNS = ['keydown', 'pointerdown', 'focus'] as const;

/** Asks for what the desk shows at first around the page; with the list when there is no page whose coming would bring it. */
export function askFirst(desk: Desk, withList: boolean): void {
  const { away, library, proofing, recovery, searches } = desk;
  if (withList) void library.refresh();
  void desk.attempt(() => searches.refresh());
  void proofing.refresh().catch(() => undefined);
  void away.refresh().catch(() => undefined);
  void desk.attempt(() => recovery.refresh());
}

/** Follows the news until the returned function is called. */
export function follow(desk: Desk): () => void {
  const { article, away, backend } = desk;
  const stops = [article.watchComposition(document), backend.onEvent((event) => hear(desk, event))];
  const leave = () => article.keepPlace();
  const touched = () => void away.touched().catch(() => undefined);
  for (const sign of SIGNS) window.addEventListener(sign, touched, { capture: true, passive: true });
  document.addEventListener('visibilitychange', leave);
  window.addEventListener('blur', leave);
  window.addEventListener('pagehide', leave);
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', leave);
    window.removeEventListener('blur', leave);
    window.removeEventListener('pagehide', leave);
    article.close();
  };
}

function hear(desk: Desk, event: AppEvent): void {
  const { article, away, library, notices, outbox, recovery } = desk;
  if (event.event === 'articles_changed') {
    void library.refresh();
    void away.refresh().catch(() => undefined);
    const id = desk.view?.article;
    if (id !== undefined && (event.articles.length === 0 || event.articles.includes(id))) {
      desk.focusFirst = false;
      void desk.attempt(() => article.refresh());
    }
  }
  if (event.event === 'articles_revived') {
    for (const id of event.articles) notices.tell(m.revived(), { label: m.outbox_open(), act: () => void desk.open(id) });
  }
  if (event.event === 'articles_retired') notices.tell(retired(desk, event.articles));
  if (event.event === 'articles_kept') notices.tell(m.kept_there());
  if (event.event === 'recovery_changed') void desk.attempt(() => recovery.refresh());
  if ((event.event === 'outbox_changed' || event.event === 'sync_changed') && desk.center === 'outbox') void desk.attempt(() => outbox.refresh());
}

/** What the portal deleted, in the words of one or of many. */
function retired(desk: Desk, articles: string[]): string {
  const title = articles.length === 1 && articles[0] === desk.view?.article ? desk.content?.title : undefined;
  return title ? m.retired_one({ title }) : m.retired_many({ count: articles.length });
}
