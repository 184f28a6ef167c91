// What stands around the text of a page, in a part of its own: it is read once the first page of a start can be written in.
export { default as EditorTools } from './EditorTools.svelte';
export { default as LinkDialog } from './LinkDialog.svelte';
export { default as PasteReceipt } from './PasteReceipt.svelte';
export { default as Toolbar } from './Toolbar.svelte';
