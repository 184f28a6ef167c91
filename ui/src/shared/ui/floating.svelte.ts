// What opens over the window: menus, popovers, dialogs. The library that places them and keeps the keyboard inside is a sixth of the program, and
// nothing of it is seen before somebody opens something. So no start waits for it: it comes once the window has come to rest, or with the first
// key that reaches for it. Until then a plain key of the same look stands in its place, which remembers that it was pressed.
import { whenAtRest } from '../rest';

type Parts = typeof import('./floating/floating');

let parts = $state.raw<Parts | null>(null);
let coming: Promise<void> | null = null;

export const floating = {
  /** The parts, once they are here. */
  get parts(): Parts | null {
    return parts;
  },
  /** Has the parts fetched. Asked again after it failed, it tries again. */
  fetch(): Promise<void> {
    coming ??= import('./floating/floating').then(
      (fetched) => void (parts = fetched),
      () => void (coming = null),
    );
    return coming;
  },
};

whenAtRest(() => floating.fetch());
