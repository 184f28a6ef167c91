// Where the person has been since the window opened, as a browser remembers it: back, forward, and what was open lately. Titles are text of articles, so
// nothing of this outlives the window.

export interface Visit {
  article: string;
  title: string;
}

/** Nobody goes back further than this by one key after the other. */
const MOST = 100;

export class Visits {
  private way = $state.raw<readonly string[]>([]);
  private at = $state(-1);
  private titles = $state.raw<Readonly<Record<string, string>>>({});

  get canGoBack(): boolean {
    return this.at > 0;
  }

  get canGoForward(): boolean {
    return this.at < this.way.length - 1;
  }

  /** An article is on the screen. Whoever goes another way from here gives up the way forward. */
  note(article: string, title: string): void {
    if (this.titles[article] !== title) this.titles = { ...this.titles, [article]: title };
    if (this.way[this.at] === article) return;
    this.way = [...this.way.slice(0, this.at + 1), article].slice(-MOST);
    this.at = this.way.length - 1;
  }

  /** The article before this one, or after it, that `opens` can open; those that are gone are forgotten on the way. */
  async step(way: 1 | -1, opens: (article: string) => Promise<boolean>): Promise<void> {
    const from = this.at;
    const next = this.way[from + way];
    if (next === undefined) return;
    // Before it is opened: opening notes the visit, and this one is none.
    this.at = from + way;
    if (await opens(next)) return;
    this.at = from;
  }

  /** The article is gone for good. */
  forget(article: string): void {
    const before = this.way.slice(0, this.at + 1).filter((each) => each !== article).length;
    const rest = this.way.filter((each) => each !== article);
    // Without it the same article may stand twice in a row, which would make one key seem dead.
    this.way = rest.filter((each, index) => each !== rest[index - 1]);
    this.at = Math.min(Math.max(before - 1, 0), this.way.length - 1);
  }

  /** The articles that were open, the latest first, each once. */
  get recent(): Visit[] {
    const order = [...this.way.slice(0, this.at + 1).toReversed(), ...this.way.slice(this.at + 1)];
    return order.filter((article, index) => order.indexOf(article) === index).map((article) => ({ article, title: this.titles[article] ?? '' }));
  }
}
