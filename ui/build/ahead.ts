import type { Plugin } from 'vite';

/** The files of the first screen's fonts, those of styles/fonts.ts: the letters of a Vietnamese text, upright. */
const FIRST_FONTS = /\/(be-vietnam-pro-(latin|vietnamese)-(400|500|600)|source-serif-4-(latin|vietnamese)-wght)-normal-[^/]+\.woff2$/;

/** The page names the program of this module, its styles and its first fonts, so that they are fetched beside the page's own script and not after it. */
export const fetchedAhead = (module: string): Plugin => ({
  name: 'fetched-ahead',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
      const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const main = chunks.find(({ moduleIds }) => moduleIds.includes(module));
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
