// The walls between the rooms of the window. What stands here is what a reviewer would otherwise have to remember.
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { readdirSync } from 'node:fs';

const tauri = { group: ['@tauri-apps/*'], message: 'Only src/backend speaks to the shell.' };
const bits = { group: ['bits-ui', 'bits-ui/*'], message: 'Wrapped once in src/shared/ui.' };
const wall = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const features = readdirSync(new URL('./src/features', import.meta.url));
const code = (folder) => [`${folder}/**/*.ts`, `${folder}/**/*.svelte`];

export default tseslint.config(
  { ignores: ['dist/', 'src/paraglide/', 'src/backend/generated/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
  },
  { rules: { 'no-undef': 'off', '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  { files: code('src'), rules: wall(tauri, bits) },
  { files: code('src/backend'), rules: wall(bits) },
  { files: code('src/shared/ui'), rules: wall(tauri) },
  {
    files: code('src/editor'),
    rules: wall(tauri, bits, { group: ['**/backend/**', '**/features/**', '**/views/**'], message: 'The editor knows no core and no screen.' }),
  },
  ...features.map((feature) => ({
    files: code(`src/features/${feature}`),
    rules: wall(
      tauri,
      bits,
      { group: features.filter((other) => other !== feature).map((other) => `**/${other}/*`), message: 'A feature imports no other feature; a view puts them together.' },
      { group: ['**/views/**'], message: 'Views use features, not the other way.' },
    ),
  })),
);
