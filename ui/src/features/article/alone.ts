// While one part of the window is all there is, the rest of it is out of reach: for the pointer, for the Tab key and for a screen reader.

/** Takes everything beside an element and its ancestors out of reach, but for what is said aloud; returns the way back. */
export function alone(part: HTMLElement): () => void {
  const away: HTMLElement[] = [];
  for (let inner: HTMLElement = part; inner.parentElement !== null && inner !== document.body; inner = inner.parentElement) {
    for (const beside of inner.parentElement.children) {
      if (!(beside instanceof HTMLElement) || beside === inner || beside.inert || beside.hasAttribute('aria-live')) continue;
      beside.inert = true;
      away.push(beside);
    }
  }
  return () => {
    for (const beside of away) beside.inert = false;
  };
}
