import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { fetchedAhead } from './build/ahead.ts';
import { filesOf } from './build/files.ts';
import { icons } from './build/icons.ts';
import { messages } from './build/messages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The system's Chromium: nothing is downloaded to run the tests. */
const chromium = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

/** The program of the first screen. */
const SCREEN = here('src/window.ts');

export default defineConfig({
  plugins: [icons(), svelte(), messages(), fetchedAhead(SCREEN)],
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
    // A script of plain letters is read as one byte a letter, in an eighth less time; the words of a message are written as escapes.
    rolldownOptions: { output: { charset: 'ascii', codeSplitting: { groups: filesOf(SCREEN) } } },
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, fs: { allow: [here('.'), here('../crates/document/schema')] } },
  // Found once and prebundled, or the first test that meets one would reload the page under the others.
  optimizeDeps: {
    // Drawn one by one, as they are for the program.
    exclude: ['@lucide/svelte'],
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
