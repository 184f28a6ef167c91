// What happened while the person was away. The core says what is new since they last looked; here it is decided when they look.
//
// News that comes in while someone works at the window has been seen as it came. News that was there when they returned, or came with the
// first answers of the portal after that, is told until they close it.
import type { Backend } from '../../backend/backend';
import type { AwayLine, AwayView } from '../../backend/generated/protocol';

/** Without a key or a click for this long, the person is away; without the portal for this long, so is the news. */
export const ABSENCE_MS = 30 * 60_000;
/** After a return, the portal's answers are still about the absence for this long. */
export const CATCH_UP_MS = 60_000;

export class Away {
  lines = $state.raw<AwayLine[]>([]);
  more = $state(0);
  private view: AwayView | null = null;
  private lastTouch: number;
  /** Since when the portal answers after the return; none before. */
  private reachedSince: number | null = null;
  private online = false;
  private lostAt: number;
  private turn = 0;

  /** `heard` is told of every piece of news as it comes, whoever has seen it. */
  constructor(private readonly backend: Backend, private readonly now: () => number = Date.now, private readonly heard: (lines: readonly AwayLine[]) => void = () => undefined) {
    this.lastTouch = now();
    this.lostAt = now();
  }

  /** What is new; after a start, and whenever articles changed. */
  async refresh(): Promise<void> {
    const turn = ++this.turn;
    const view = await this.backend.call('away_digest', {});
    if (turn !== this.turn) return;
    this.view = view;
    this.heard(view.lines);
    if (view.since_ms === null) {
      // Nobody ever looked: everything up to the first whole answer of the portal is where they begin.
      if (this.online) await this.seen();
    } else if (this.lines.length > 0 || this.isCatchingUp || !this.isPresent) {
      this.lines = view.lines;
      this.more = view.more;
    } else {
      await this.seen();
    }
  }

  /** The person has read it. */
  async dismiss(): Promise<void> {
    this.lines = [];
    this.more = 0;
    await this.seen();
  }

  /** The portal answers, or does not. */
  async reaches(online: boolean): Promise<void> {
    if (online === this.online) return;
    if (online && (this.reachedSince === null || this.wasLong)) this.reachedSince = this.now();
    this.online = online;
    this.lostAt = this.now();
    if (online) await this.refresh();
  }

  /** A key, a click, the window coming to the front. */
  async touched(): Promise<void> {
    const returned = !this.isPresent;
    this.lastTouch = this.now();
    if (!returned) return;
    this.reachedSince = this.online ? this.now() : null;
    await this.refresh();
  }

  private get isPresent(): boolean {
    return this.now() - this.lastTouch < ABSENCE_MS;
  }

  private get isCatchingUp(): boolean {
    // News comes a moment before the word that the portal answers again.
    return this.reachedSince === null || this.now() - this.reachedSince < CATCH_UP_MS || (!this.online && this.wasLong);
  }

  private get wasLong(): boolean {
    return this.now() - this.lostAt >= ABSENCE_MS;
  }

  private async seen(): Promise<void> {
    const { view } = this;
    if (view === null) return;
    this.turn += 1;
    this.view = await this.backend.call('away_seen', { mark: view.mark });
  }
}
