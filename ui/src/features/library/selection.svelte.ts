// Which rows are chosen, and from where a range goes on.
import { ALL, howMany, isChosen, NONE, these, toggled, type Chosen } from './chosen';

export class Selection {
  private chosen = $state.raw<Chosen>(NONE);
  /** Where a range begins. */
  anchor = 0;

  get isEmpty(): boolean {
    return this.chosen.of === 'some' && this.chosen.ids.size === 0;
  }

  get isAll(): boolean {
    return this.chosen.of === 'all';
  }

  count(total: number): number {
    return howMany(this.chosen, total);
  }

  has(article: string): boolean {
    return isChosen(this.chosen, article);
  }

  toggle(article: string, index: number): void {
    this.anchor = index;
    this.chosen = toggled(this.chosen, article);
  }

  only(articles: Iterable<string>): void {
    this.chosen = these(articles);
  }

  all(): void {
    this.chosen = ALL;
  }

  clear(): void {
    this.chosen = NONE;
  }
}
