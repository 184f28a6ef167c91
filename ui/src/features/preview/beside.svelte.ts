// Whether the preview stands beside the text, and how wide its page is, on this machine: kept over restarts.

const KEY = 'banthao.preview';

export type Width = 'desktop' | 'phone';

/** CSS pixels of the window that the page is shown in: the narrowest in which an article's page looks as on any larger one, and a phone's. */
export const WIDTHS: Record<Width, number> = { desktop: 860, phone: 390 };

function kept(): { open: boolean; width: Width } {
  try {
    const { open, width } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return { open: open === true, width: width === 'phone' ? 'phone' : 'desktop' };
  } catch {
    // What another build left there is no reason to fail.
    return { open: false, width: 'desktop' };
  }
}

export class Beside {
  private readonly first = kept();
  open = $state(this.first.open);
  width = $state<Width>(this.first.width);

  toggle(): void {
    this.open = !this.open;
    this.keep();
  }

  choose(width: Width): void {
    this.width = width;
    this.keep();
  }

  private keep(): void {
    localStorage.setItem(KEY, JSON.stringify({ open: this.open, width: this.width }));
  }
}
