import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess({ script: true }),
  // Ours are all runes; a library may still ship the older form.
  vitePlugin: { dynamicCompileOptions: ({ filename }) => (filename.includes('/node_modules/') ? {} : { runes: true }) },
};
