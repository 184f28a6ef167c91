// What a reader finds on the portal's public site when an article is out.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { accessible, READER_SIZES } from './browser.js';
import { plain } from './story.js';
import { tellsTooMuch } from './media.js';

/** Follows the article from the front page to its section, its page, its pictures, its file and its feed. */
export async function assertPublished(page, address, story, { pdf, name }) {
  const pictures = new Map();
  page.on('response', (response) => {
    const type = response.headers()['content-type'] ?? '';
    if (type.startsWith('image/') && !type.includes('svg')) pictures.set(response.url(), response);
  });
  const link = () => page.getByRole('link', { name: story.title, exact: true }).first();

  await page.goto(`${address}/`);
  await link().waitFor();
  await accessible(page, `${name}-public-front`, READER_SIZES);
  await link().click();
  await page.locator('h1').waitFor();

  // The text, word for word and composed.
  assert.equal(plain(await page.locator('h1').innerText()), plain(story.title));
  assert.equal(plain(await page.locator('main .sapo').first().innerText()), plain(story.sapo));
  const text = await page.locator('main .text').innerText();
  assert.equal(text, text.normalize('NFC'), 'the page is not in NFC');
  for (const part of [story.opening, story.strong, story.heading, ...story.items, story.quote, story.closing, story.caption, story.credit]) {
    assert.ok(plain(text).includes(plain(part)), `the page lacks “${part}”`);
  }
  assert.equal(plain(await page.locator('main .text strong').first().innerText()), plain(story.strong));
  assert.equal(plain(await page.locator('main .text h2').first().innerText()), plain(story.heading));
  assert.deepEqual((await page.locator('main .text ul > li').allInnerTexts()).map(plain), story.items.map(plain));
  assert.equal(plain(await page.locator('main .text blockquote').innerText()), plain(story.quote));

  // The picture, at every size that is offered.
  const image = page.locator('main .text figure img');
  await image.scrollIntoViewIfNeeded();
  await image.evaluate((img) => img.decode());
  assert.ok((await image.evaluate((img) => img.naturalWidth)) > 0, 'the picture is not shown');
  assert.equal(await image.getAttribute('alt'), story.alt);
  const renditions = (await image.getAttribute('srcset')).split(',').map((entry) => entry.trim().split(/\s+/));
  assert.ok(renditions.length > 1, 'only one size of the picture is offered');
  for (const [source, width] of renditions) {
    const natural = await page.evaluate(async (source) => {
      const picture = new Image();
      picture.src = source;
      await picture.decode();
      return picture.naturalWidth;
    }, source);
    assert.equal(`${natural}w`, width, `${source} is not as wide as it says`);
  }
  assert.ok(pictures.size >= renditions.length, 'the pictures were not seen on the wire');
  for (const [url, response] of pictures) {
    assert.ok(!tellsTooMuch(await response.body()), `${url} tells where or with what it was taken`);
  }

  // What machines read.
  const jsonLd = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
  assert.equal(jsonLd['@type'], 'NewsArticle');
  assert.equal(plain(jsonLd.headline), plain(story.title));
  await accessible(page, `${name}-public-article`, READER_SIZES);

  // The file, byte for byte.
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main .attachments a').click()]);
  assert.equal(download.suggestedFilename().normalize('NFC'), story.pdf.normalize('NFC'));
  assert.deepEqual(await readFile(await download.path()), pdf, 'the file is not the one that was attached');

  await page.locator('main .meta a').first().click();
  await link().waitFor();
  await accessible(page, `${name}-public-section`, READER_SIZES);

  for (const feed of await page.locator('link[type="application/atom+xml"]').evaluateAll((links) => links.map((link) => link.href))) {
    const xml = await (await fetch(feed)).text();
    const titles = await page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, 'application/xml');
      if (parsed.querySelector('parsererror')) return null;
      return [...parsed.querySelectorAll('entry > title')].map((title) => title.textContent);
    }, xml);
    assert.ok(titles, `${feed} is not well-formed`);
    assert.ok(titles.map(plain).includes(plain(story.title)), `${feed} lacks the article`);
  }
}
