// A journey: steps that stand on one another, so the first that fails ends it.
import test from 'node:test';

/** `steps` are sentences and what they do; `onFailure` looks around before the journey ends, `end` always runs. */
export function journey(name, steps, { onFailure, end }) {
  test(name, async (t) => {
    t.after(end);
    for (const [sentence, act] of Object.entries(steps)) {
      let failed = false;
      await t.test(sentence, async () => {
        try {
          await act();
        } catch (error) {
          failed = true;
          // Looking around must not hide what went wrong.
          await onFailure(sentence).catch(() => {});
          throw error;
        }
      });
      if (failed) break;
    }
  });
}
