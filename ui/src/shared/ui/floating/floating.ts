// Everything that opens over the window, in one piece: it is fetched once and whole.
export { default as Dialog } from './Dialog.svelte';
export { default as Menu } from './Menu.svelte';
export { default as Popover } from './Popover.svelte';
