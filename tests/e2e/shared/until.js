// Waiting for a condition, with a deadline and a sentence that says what was waited for.
import { setInterval as ticks } from 'node:timers/promises';

/** The first true answer of `ask`. Its errors count as “not yet”; the last one is told when the deadline passes. */
export async function until(what, ask, { seconds = 30, everyMs = 100 } = {}) {
  const end = performance.now() + seconds * 1000;
  let trouble;
  const attempt = async () => {
    try {
      return await ask();
    } catch (error) {
      trouble = error;
      return undefined;
    }
  };
  const first = await attempt();
  if (first) return first;
  for await (const _ of ticks(everyMs)) {
    const answer = await attempt();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`within ${seconds} s it did not come true that ${what}`, { cause: trouble });
  }
}
