// The window's own program, apart from main.ts, which is read and run while this is still on its way.
import { mount, type ComponentProps } from 'svelte';
import App from './views/App.svelte';

/** Puts the window into the page. */
export function openWindow(target: HTMLElement, props: ComponentProps<typeof App>): void {
  mount(App, { target, props });
}
