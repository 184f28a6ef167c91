// What a checker says of one block of text, and who it is asked of. The editor knows no more of it: why something is doubted, and what may be meant, it
// carries along for whoever shows it.

export interface Finding {
  /** UTF-16 units of the block's text. */
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly text: string;
}

/** A finding with its place in the document. */
export interface Placed<F extends Finding = Finding> {
  readonly from: number;
  readonly to: number;
  readonly finding: F;
}

export interface Checker<F extends Finding = Finding> {
  /** Checks texts of blocks; one answer for each. */
  check(texts: readonly string[]): Promise<readonly (readonly F[])[]>;
  /** What stands in the text now changed. */
  found(findings: readonly Placed<F>[]): void;
  /** The person wants to see a finding; `near` is where it is on the screen. */
  asked(placed: Placed<F>, near: DOMRect): void;
}
