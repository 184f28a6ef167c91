// Work that waits until what was just put into the page is on the screen.

/**
 * Does `work` after the next painting, unless the returned function is called before. The frame after it is left to the keys that were pressed meanwhile
 * and to what was asked of the core: work that began at once would hold them up.
 */
export function afterPaint(work: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A frame's callback runs before its painting, a task that it queues after.
  let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(() => (timer = setTimeout(work)))));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
