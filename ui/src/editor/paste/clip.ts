// From a paste or drop event to what the core is given. What the editor itself copied is the editor's own affair.
import type { Given } from './incoming';

/** Letters of HTML that a page hands over. More than this is read from the system's clipboard, without a way through the page. */
const MOST_HTML = 24_000_000;

/** Whether this is a piece of one of our own texts, copied with its structure. */
export function isOwn(data: DataTransfer | null): boolean {
  return data?.getData('text/html').includes('data-pm-slice') ?? false;
}

/** What a paste gives. WebKitGTK shows its pages no pictures and no RTF; Word gives its pictures in RTF alone. */
export function pasted(data: DataTransfer | null): Given {
  const { html, text } = flavours(data);
  const lacks = html === null && text === null;
  return { html, text, native: lacks || (html?.includes('file:///') ?? false) };
}

/** What something dropped gives: the clipboard has nothing to do with it. */
export function dropped(data: DataTransfer | null): Given | null {
  const { html, text } = flavours(data);
  return html === null && text === null ? null : { html, text, native: false };
}

function flavours(data: DataTransfer | null): { html: string | null; text: string | null } {
  const html = data?.getData('text/html') ?? '';
  const text = data?.getData('text/plain') ?? '';
  return { html: html.trim() === '' || html.length > MOST_HTML ? null : html, text: text.trim() === '' ? null : text };
}
