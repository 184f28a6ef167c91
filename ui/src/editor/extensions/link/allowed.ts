// Where a link of an article may lead. An allow-list: what is not known to be harmless is no link.

const SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/**
 * The address as it is stored, or null when a link may not lead there.
 *
 * The browser's own parser decides what the scheme is, after it has dropped tabs, line ends and leading control characters, so no
 * spelling can look different to us than to the reader's browser.
 */
export function allowedHref(written: string): string | null {
  let url: URL;
  try {
    url = new URL(written.trim());
  } catch {
    return null;
  }
  if (!SCHEMES.has(url.protocol)) return null;
  // https://name@host shows one host and opens another.
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** The same for what a person typed into the dialog, where the scheme is often left out. */
export function typedHref(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const whole = allowedHref(text);
  if (whole !== null) return whole;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return allowedHref(`mailto:${text}`);
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#]\S*)?$/u.test(text) ? allowedHref(`https://${text}`) : null;
}
