// Light, dark or of high contrast: what the system says, unless the person chose.

const KEY = 'banthao.theme';
export const THEMES = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

export function chosenTheme(): Theme | null {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? null;
}

export function chooseTheme(theme: Theme | null): void {
  if (theme === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Puts the theme on the page and follows the system from now on. */
export function followTheme(): void {
  applyTheme();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
}

export function shownTheme(): Theme {
  return chosenTheme() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function applyTheme(): void {
  document.documentElement.dataset['theme'] = shownTheme();
}
