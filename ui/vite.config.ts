import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The system's Chromium: nothing is downloaded to run the tests. */
const chromium = {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      // One schema for both sides of the window: the core checks documents against the same file.
      $schema: here('../crates/document/schema/article.schema.json'),
    },
  },
  // The window's policy allows no data: fonts, so nothing is inlined.
  build: { target: 'es2022', assetsInlineLimit: 0, sourcemap: false, chunkSizeWarningLimit: 1200 },
  server: { host: '127.0.0.1', port: 5173, strictPort: true, fs: { allow: [here('.'), here('../crates/document/schema')] } },
  // Found once and prebundled, or the first test that meets one would reload the page under the others.
  optimizeDeps: {
    include: [
      '@tanstack/svelte-virtual', 'axe-core', 'bits-ui', 'prosemirror-commands', 'prosemirror-dropcursor', 'prosemirror-gapcursor', 'prosemirror-history', 'prosemirror-inputrules',
      'prosemirror-keymap', 'prosemirror-model', 'prosemirror-schema-list', 'prosemirror-state', 'prosemirror-tables', 'prosemirror-transform', 'prosemirror-view', 'vitest-browser-svelte',
    ],
  },
  test: {
    include: ['tests/**/*.test.ts'],
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
