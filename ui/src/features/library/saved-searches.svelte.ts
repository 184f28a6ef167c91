// Searches that the person kept under a name, as the core keeps them.
import type { Backend } from '../../backend/backend';
import type { SavedSearchView, SearchQuestion } from '../../backend/generated/protocol';

export class SavedSearches {
  list = $state.raw<SavedSearchView[]>([]);

  constructor(private readonly backend: Backend) {}

  async refresh(): Promise<void> {
    this.list = (await this.backend.call('saved_search_list', {})).searches;
  }

  /** Under a name that is taken, the question of that name is replaced: two of one name could not be told apart. */
  async keep(name: string, question: SearchQuestion): Promise<void> {
    await this.put({ search: this.named(name)?.search ?? null, name, question });
  }

  async rename(search: SavedSearchView, name: string): Promise<void> {
    await this.put({ ...search, name });
  }

  async remove({ search }: SavedSearchView): Promise<void> {
    this.list = (await this.backend.call('saved_search_delete', { search })).searches;
  }

  /** Undoes a removal: the same id goes back to the same place. */
  async restore(search: SavedSearchView): Promise<void> {
    await this.put(search);
  }

  named(name: string): SavedSearchView | undefined {
    const wanted = form(name);
    return this.list.find((search) => form(search.name) === wanted);
  }

  private async put(search: { search: string | null; name: string; question: SearchQuestion }): Promise<void> {
    this.list = (await this.backend.call('saved_search_put', search)).searches;
  }
}

const form = (name: string) => name.normalize('NFC').trim().toLocaleLowerCase('vi');
