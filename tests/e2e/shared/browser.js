// Headless Chromium, and what is asked of every page in it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { look } from './look.js';
import { place } from './programs.js';

export const launch = () =>
  chromium.launch({
    executablePath: place.chromium,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/** Keeps a picture of the page, to be looked at by people. */
export async function picture(page, name) {
  const folder = join(place.out, 'screens');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The complaints of axe about the page as it is now. */
export async function complaints(page) {
  await page.evaluate(axe.source);
  return page.evaluate(look);
}

export const DESK_SIZES = [{ width: 1366, height: 768 }, { width: 1093, height: 614 }];
export const READER_SIZES = [{ width: 1366, height: 900 }, { width: 390, height: 844 }];

/** Fails unless axe has nothing to say in light and dark and at every size; keeps a picture of each. */
export async function accessible(page, name, sizes = DESK_SIZES) {
  const found = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // A colour in the middle of a transition is neither theme's.
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
      const shown = `${name}-${colorScheme}-${size.width}`;
      await picture(page, shown);
      found.push(...(await complaints(page)).map((complaint) => `${shown}: ${complaint}`));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (sideways > 0) found.push(`${shown}: the page scrolls sideways by ${sideways} px`);
    }
  }
  await page.setViewportSize(sizes[0]);
  await page.emulateMedia({ colorScheme: 'light' });
  assert.deepEqual(found, []);
}
