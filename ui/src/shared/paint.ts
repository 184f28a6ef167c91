// Work that waits until what was just put into the page is on the screen.

/** Does `work` after the next painting, unless the returned function is called before. */
export function afterPaint(work: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A frame's callback runs before its painting, a task that it queues after.
  const frame = requestAnimationFrame(() => (timer = setTimeout(work)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
