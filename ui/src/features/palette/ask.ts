// What only the core knows: which articles and which people answer what was typed. The list's own search answers, so what is found there is found here.
import type { Backend } from '../../backend/backend';
import type { ArticleListRequest, ArticleRow, Filters } from '../../backend/generated/protocol';

const NO_FILTERS: Filters = { sections: [], kinds: [], states: [], authors: [], from_ms: null, to_ms: null, has: [] };
const ARTICLES = 8;
/** So many of an author's articles are read to learn the names; people write many. */
const NAMES_AMONG = 60;
const PEOPLE = 4;

export interface Known {
  articles: ArticleRow[];
  people: string[];
}

type Host = Pick<Backend, 'call'>;

export async function ask(backend: Host, typed: string): Promise<Known> {
  const query = typed.normalize('NFC').trim();
  const list = async (patch: Partial<ArticleListRequest>) =>
    (await backend.call('article_list', { shelf: 'all', query: '', filters: NO_FILTERS, sort: 'changed', offset: 0, limit: ARTICLES, ...patch })).rows;
  if (query === '') return { articles: await list({}), people: [] };
  const [articles, theirs] = await Promise.all([list({ query, sort: 'relevance' }), list({ filters: { ...NO_FILTERS, authors: [query] }, limit: NAMES_AMONG })]);
  const people = [...new Set(theirs.flatMap(({ owner }) => (owner === null ? [] : [owner])))];
  return { articles, people: people.slice(0, PEOPLE) };
}
