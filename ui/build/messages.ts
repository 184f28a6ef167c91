// The words of the window, compiled so that each file of the program holds those that are said in it, in Vietnamese.
//
// English comes only where it is chosen: a message looks for its English words in shared/language.ts, which fetches them. What language is spoken is
// decided once, before the first word, so a message asks nothing else.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const COMPILED = new URL('../src/paraglide/messages/vi.js', import.meta.url);
const ALL = '/src/paraglide/messages/_index.js';
const IMPORT = /^[ \t]*import \{ m \} from ["'][^"'\n]*paraglide\/messages\.js["'];?/m;
const SAID = /(?<![\w$.])m\.(\w+)/g;
/** One message as the compiler writes it: its name, and its words as a template. */
const MESSAGE = /^export const (\w+) = \/\*\* .*? \*\/ \(i?\) => \{\n\treturn \/\*\* @type \{LocalizedString\} \*\/ \((`(?:[^`\\]|\\.)*`)\)\n\};$/gm;

/** What stands before a message's name, as the name of a module of its own. */
const PREFIX = '\0message:';

/** Whether a module is a message. */
export const isMessage = (id: string): boolean => id.startsWith(PREFIX);

function vietnamese(): Map<string, string> {
  const code = readFileSync(COMPILED, 'utf8');
  const words = new Map([...code.matchAll(MESSAGE)].map(([, name = '', template = '']) => [name, template]));
  if (words.size === 0 || words.size !== code.split('\nexport const ').length - 1) throw new Error('the compiled messages no longer look as they did');
  return words;
}

const LANGUAGE = new URL('../src/shared/language.ts', import.meta.url).pathname;
const head = `import { english } from ${JSON.stringify(LANGUAGE)};\n`;
const message = (name: string, template: string): string => `export const ${name} = (i) => english.${name}?.(i) ?? ${template};\n`;

/** All of them in one module, as the tests meet them. */
const inOneModule = (words: ReadonlyMap<string, string>): string => head + [...words].map(([name, template]) => message(name, template)).join('');

/** A module that names each message it says, instead of all there are; its own text when it says none. */
export function sayingEach(code: string, words: ReadonlyMap<string, string>): string {
  if (!IMPORT.test(code)) return code;
  const said = new Set([...code.matchAll(SAID)].map(([, name = '']) => name).filter((name) => words.has(name)));
  const imports = [...said].map((name) => `import { ${name} as m_${name} } from ${JSON.stringify(PREFIX + name)};`).join('');
  return code.replace(IMPORT, () => imports).replace(SAID, (whole, name: string) => (said.has(name) ? `m_${name}` : whole));
}

/** For the whole of the program in one file while it is tested, and for each of its files by itself when it is built. */
export function messages(): Plugin[] {
  let known: Map<string, string> | undefined;
  const words = () => (known ??= vietnamese());
  return [
    {
      name: 'messages-in-one-module',
      transform: (_, id) => (id.endsWith(ALL) ? { code: inOneModule(words()), map: null } : null),
    },
    {
      name: 'messages-where-they-are-said',
      apply: 'build',
      resolveId: (id) => (isMessage(id) ? id : null),
      load: (id) => (isMessage(id) ? { code: head + message(id.slice(PREFIX.length), words().get(id.slice(PREFIX.length)) ?? ''), moduleSideEffects: false } : null),
      transform: (code, id) => (isMessage(id) ? null : { code: sayingEach(code, words()), map: null }),
    },
  ];
}
