import type { Rolldown } from 'vite';
import { isMessage } from './messages.ts';

const reach = new Map<string, Set<string>>();
/** Everything that a module imports, and what that imports, but for what it fetches later. */
function reached(from: string, infoOf: (id: string) => { importedIds: readonly string[] } | null): Set<string> {
  const known = reach.get(from);
  if (known !== undefined) return known;
  const found = new Set([from]);
  for (const id of found) for (const next of infoOf(id)?.importedIds ?? []) found.add(next);
  reach.set(from, found);
  return found;
}

/**
 * The files that the program is parted into: what runs first, the first screen in one file, the words of all that comes later in one, and each thing that
 * is fetched later.
 */
export const filesOf = (screen: string): Rolldown.CodeSplittingGroup[] => [
  { name: 'first', tags: ['$initial'], priority: 3 },
  { name: (id, modules) => (reached(screen, (each) => modules.getModuleInfo(each)).has(id) ? 'window' : null), priority: 2 },
  { name: (id) => (isMessage(id) ? 'words' : null), priority: 1 },
];
