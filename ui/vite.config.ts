import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The system's Chromium: nothing is downloaded to run the tests. */
const chromium = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

const reach = new Map<string, Set<string>>();
/** Everything that a module imports, and what that imports, but for what it fetches later. */
function reached(from: string, infoOf: (id: string) => { importedIds: readonly string[] } | null): Set<string> {
  const known = reach.get(from);
  if (known !== undefined) return known;
  const found = new Set([from]);
  for (const id of found) for (const next of infoOf(id)?.importedIds ?? []) found.add(next);
  reach.set(from, found);
  return found;
}

/** The files of the first screen's fonts, those of styles/fonts.ts: the letters of a Vietnamese text, upright. */
const FIRST_FONTS = /\/(be-vietnam-pro-(latin|vietnamese)-(400|500|600)|source-serif-4-(latin|vietnamese)-wght)-normal-[^/]+\.woff2$/;

/** The page names the window's program, its styles and its first fonts, so that they are fetched beside main.ts and not after it. */
const windowAhead = (): Plugin => ({
  name: 'window-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
      const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const main = chunks.find(({ moduleIds }) => moduleIds.includes(here('src/window.ts')));
      const files = new Set(main === undefined ? [] : [main.fileName]);
      for (const file of files) for (const next of named.get(file)?.imports ?? []) files.add(next);
      const ahead = [...files].filter((file) => !html.includes(file));
      const styles = ahead.flatMap((file) => [...(named.get(file)?.viteMetadata?.importedCss ?? [])]).filter((file) => !html.includes(file));
      const fonts = Object.keys(bundle ?? {}).filter((file) => FIRST_FONTS.test(file));
      const link = (attrs: Record<string, string | boolean>) => ({ tag: 'link', attrs: { ...attrs, crossorigin: true }, injectTo: 'head' as const });
      return [
        ...ahead.map((file) => link({ rel: 'modulepreload', href: `/${file}` })),
        ...styles.map((file) => link({ rel: 'stylesheet', href: `/${file}` })),
        ...fonts.map((file) => link({ rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}` })),
      ];
    },
  },
});

/**
 * Messages find their English words in shared/language.ts, which fetches them where English is chosen: a start in Vietnamese reads none of them. What
 * language is spoken is decided once, before the first word, so a message need not ask for it either: a thousand times that is a tenth of the program.
 */
const englishLater = (): Plugin => ({
  name: 'english-later',
  transform(code, id) {
    if (!id.endsWith('/src/paraglide/messages/_index.js')) return null;
    const asking = /\(\(inputs(?: = \{\})?, options = \{\}\) => \{\s*const locale = [^\n]*\n\s*if \(locale === "en"\) return __en\.(\w+)\(inputs\)\s*return __vi\.\1\(inputs\)\s*\}\)/g;
    const later = code
      .replace('import * as __en from "./en.js"', 'import { english as __en } from "../../shared/language"')
      .replace(asking, '((inputs) => (__en.$1 ?? __vi.$1)(inputs))');
    if (later.includes('en.js') || later.includes('locale ===')) throw new Error('the compiled messages no longer look as they did: English would be part of every start');
    return { code: later, map: null };
  },
});

export default defineConfig({
  plugins: [svelte(), englishLater(), windowAhead()],
  resolve: {
    alias: {
      // One schema for both sides of the window: the core checks documents against the same file.
      $schema: here('../crates/document/schema/article.schema.json'),
    },
  },
  // The window's policy allows no data: fonts, so nothing is inlined.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    // Three parts: what runs first, the first screen in one file, and each thing that is fetched later.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: (id, context) => (reached(here('src/window.ts'), (each) => context.getModuleInfo(each)).has(id) ? 'window' : null), priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, fs: { allow: [here('.'), here('../crates/document/schema')] } },
  // Found once and prebundled, or the first test that meets one would reload the page under the others.
  optimizeDeps: {
    include: [
      '@tanstack/svelte-virtual', '@tauri-apps/api/core', '@tauri-apps/api/event', 'axe-core', 'bits-ui', 'prosemirror-commands', 'prosemirror-dropcursor', 'prosemirror-gapcursor', 'prosemirror-history', 'prosemirror-inputrules',
      'prosemirror-keymap', 'prosemirror-model', 'prosemirror-schema-list', 'prosemirror-state', 'prosemirror-tables', 'prosemirror-transform', 'prosemirror-view', 'vitest-browser-svelte',
    ],
  },
  test: {
    setupFiles: ['tests/setup.ts'],
    // One page for each core; on two, the default is a single one. What is timed comes after the rest, with the machine to itself.
    projects: [
      { extends: true, test: { name: 'tests', include: ['tests/**/*.test.ts'], exclude: ['**/*.pace.test.ts'], maxWorkers: availableParallelism(), sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'pace', include: ['tests/**/*.pace.test.ts'], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: chromium }),
      viewport: { width: 1366, height: 768 },
      instances: [{ browser: 'chromium' }],
    },
  },
});
