// How a person likes to write, on this machine: kept over restarts, but for the focus mode, which is for a while.

const KEY = 'banthao.writing';

interface Kept {
  typewriter: boolean;
  punctuation: boolean;
}

function kept(): Kept {
  try {
    const { typewriter, punctuation } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return { typewriter: typewriter === true, punctuation: punctuation === true };
  } catch {
    // What another build left there is no reason to fail.
    return { typewriter: false, punctuation: false };
  }
}

export class WritingManner {
  private readonly first = kept();
  focus = $state(false);
  typewriter = $state(this.first.typewriter);
  punctuation = $state(this.first.punctuation);

  toggle(which: keyof Kept): void {
    this[which] = !this[which];
    localStorage.setItem(KEY, JSON.stringify({ typewriter: this.typewriter, punctuation: this.punctuation } satisfies Kept));
  }
}
