// What may be handed to the system's browser: web pages and nothing else.

/** Whether an address may be handed to the system's browser. */
export function isWebAddress(url: string): boolean {
  const parsed = URL.parse?.(url) ?? tryUrl(url);
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:');
}

function tryUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
