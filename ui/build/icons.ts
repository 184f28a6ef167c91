import type { Plugin } from 'vite';

const ICON = /\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;
const DATA = /const iconData = (\{.*\});/;

type Node = readonly [tag: string, attributes: Readonly<Record<string, string>>];

const escaped = (value: string): string => value.replace(/[&"<{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const element = ([tag, attributes]: Node): string => `<${tag}${Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')} />`;

/** An icon of the library as plain markup, which styles/base.css gives its stroke. What it says stands beside it in words: to a screen reader it is nothing. */
export function drawn(source: string): string {
  const data = DATA.exec(source)?.[1];
  if (data === undefined) throw new Error('the icons no longer look as they did');
  const { node } = JSON.parse(data) as { node: Node[] };
  return `<script>let { size = 24 } = $props();</script>
<svg class="lucide" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">${node.map(element).join('')}</svg>`;
}

/** Draws each icon when the program is built: as the library ships them they are put together part by part while the window opens. */
export const icons = (): Plugin => ({
  name: 'icons-drawn',
  enforce: 'pre',
  transform: (code, id) => (ICON.test(id.split('?')[0] ?? id) ? { code: drawn(code), map: null } : null),
});
