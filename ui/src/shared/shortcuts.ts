// Every key of the window and of the text, once. What listens for a key, what shows it beside a button, the command palette and the page of help all
// read it here, so none of them can promise a key that does something else.

export const SHORTCUTS = {
  palette: 'Ctrl+K',
  search: 'Ctrl+E',
  new: 'Ctrl+N',
  save: 'Ctrl+S',
  name_version: 'Ctrl+Shift+S',
  history: 'Ctrl+Shift+H',
  settings: 'Ctrl+,',
  shortcuts: 'F1',
  back: 'Alt+←',
  forward: 'Alt+→',
  pane: 'F6',
  pane_back: 'Shift+F6',
  bold: 'Ctrl+B',
  italic: 'Ctrl+I',
  link: 'Ctrl+K',
  undo: 'Ctrl+Z',
  redo: 'Ctrl+Y',
  find: 'Ctrl+F',
  replace: 'Ctrl+H',
  find_next: 'F3',
  outline: 'Ctrl+Shift+O',
  focus: 'F11',
  next_finding: 'F7',
  toolbar: 'Alt+F10',
} as const;

export type ShortcutId = keyof typeof SHORTCUTS;

const SPOKEN: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

/** A key as it is written above. */
export function keyOf(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'key'>): string {
  const key = SPOKEN[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  return [...(event.ctrlKey || event.metaKey ? ['Ctrl'] : []), ...(event.altKey ? ['Alt'] : []), ...(event.shiftKey ? ['Shift'] : []), key].join('+');
}
