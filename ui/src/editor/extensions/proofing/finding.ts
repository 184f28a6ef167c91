// What a checker says of one block of text, and who it is asked of. The editor knows no more of it.

export interface Finding {
  /** UTF-16 units of the block's text. */
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly text: string;
  readonly message: string;
  readonly replacements: readonly string[];
  readonly help: string;
  readonly learnable: boolean;
}

/** A finding with its place in the document. */
export interface Placed {
  readonly from: number;
  readonly to: number;
  readonly finding: Finding;
}

export interface Checker {
  /** Checks texts of blocks; one answer for each. */
  check(texts: readonly string[]): Promise<readonly (readonly Finding[])[]>;
  /** What stands in the text now changed. */
  found(findings: readonly Placed[]): void;
  /** The person wants to see a finding; `near` is where it is on the screen. */
  asked(placed: Placed, near: DOMRect): void;
}
