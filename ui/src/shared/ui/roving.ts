// A row of tools is one stop of the Tab key; inside it the arrow keys go from tool to tool (WAI-ARIA Authoring Practices, toolbar).

const TOOLS = 'button, select, input';

/** Makes a `role="toolbar"` of an element. Tools may come, go and be switched off while it stands. */
export function roving(bar: HTMLElement) {
  let last: HTMLElement | null = null;
  const tools = () => [...bar.querySelectorAll<HTMLElement>(TOOLS)].filter((tool) => !(tool as HTMLButtonElement).disabled && tool.offsetParent !== null);
  const settle = () => {
    const now = tools();
    const stop = last !== null && now.includes(last) ? last : (now[0] ?? null);
    for (const tool of bar.querySelectorAll<HTMLElement>(TOOLS)) tool.tabIndex = tool === stop ? 0 : -1;
  };
  const keydown = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const now = tools();
    const at = now.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: now.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    now[(next + now.length) % now.length]?.focus();
  };
  const focusin = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches(TOOLS)) return;
    last = event.target;
    settle();
  };
  bar.addEventListener('keydown', keydown);
  bar.addEventListener('focusin', focusin);
  const watch = new MutationObserver(settle);
  watch.observe(bar, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] });
  settle();
  return {
    destroy() {
      watch.disconnect();
      bar.removeEventListener('keydown', keydown);
      bar.removeEventListener('focusin', focusin);
    },
  };
}
