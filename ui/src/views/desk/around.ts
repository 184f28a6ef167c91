// What stands around the page. It comes after it: whoever starts the app can write while this is still being read.
export { default as LibraryPane } from '../../features/library/LibraryPane.svelte';
export { default as StatusLine } from '../../features/sync/StatusLine.svelte';
export { default as Alerts } from './Alerts.svelte';
export { default as Over } from './Over.svelte';
export { default as SidePanel } from './SidePanel.svelte';
export { default as TopBar } from './TopBar.svelte';
