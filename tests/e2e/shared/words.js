// The sentences of the UI, from the file in which the UI itself has them.
import { readFileSync } from 'node:fs';

const messages = JSON.parse(readFileSync(new URL('../../../ui/messages/vi.json', import.meta.url), 'utf8'));

/** The text of a message, with its parameters put in. */
export function words(key, parameters = {}) {
  const text = messages[key];
  if (typeof text !== 'string') throw new Error(`the UI has no sentence ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? `{${name}}`);
}

/** Whether `shown` begins as the message does up to its first parameter. */
export function startsAs(shown, key) {
  return shown.trim().startsWith(words(key).split('{')[0].trim());
}
