// Pictures of every screen, of a newsroom that is at work: for the README, and to be looked at by people.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../shared/browser.js';
import { emptyFolder, freePort, place, startBridge, startPortal, writeProvision } from '../shared/programs.js';
import { story } from '../shared/story.js';
import { until } from '../shared/until.js';
import { words } from '../shared/words.js';
import { Desk, PASSPHRASE } from '../web/desk.js';

const WIDE = { width: 1366, height: 768 };
const NARROW = { width: 1093, height: 614 };
/** Other articles of the same week. */
const OTHERS = [
  ['Khai mạc tuần lễ kỹ năng số cho người cao tuổi tại ba xã vùng cao', 'Trong năm ngày, hơn bốn trăm người được hướng dẫn dùng dịch vụ công trực tuyến.'],
  ['Điều chỉnh lịch tiếp nhận hồ sơ trực tuyến từ ngày 01/12', 'Bộ phận một cửa nhận hồ sơ qua mạng đến 17 giờ các ngày làm việc.'],
  ['Kết quả đo chất lượng mạng di động quý III', 'Tốc độ tải xuống trung bình tăng ở chín trên mười một huyện.'],
  ['Hội nghị giao ban công tác thông tin cơ sở tháng 11', 'Các xã báo cáo việc phát thanh bằng hai thứ tiếng.'],
];

/** What is written over on two machines. */
const LAST_WORDS = 'cả ngày nghỉ.';

const folder = emptyFolder('screens');
const shots = process.env.BANTHAO_SCREENS;
if (!shots) throw new Error('BANTHAO_SCREENS is not set; the pictures are taken by cargo xtask screens');
mkdirSync(shots, { recursive: true });
const browser = await launch();
let portal = await startPortal({ data: join(folder, 'portal'), port: await freePort() });

const sitsDown = async (name, provision) => {
  const bridge = await startBridge({ profiles: join(folder, name), provision });
  const page = await (await browser.newContext({ locale: 'vi-VN', viewport: WIDE, reducedMotion: 'reduce' })).newPage();
  const desk = new Desk(page);
  await page.goto(bridge.said);
  return { bridge, desk, page };
};

/** A photograph, as far as a pen can make one: hills behind hills at daybreak. */
const landscape = async (page) => {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 900];
    const pen = canvas.getContext('2d');
    const sky = pen.createLinearGradient(0, 0, 0, 700);
    [[0, '#9cc4cf'], [0.7, '#f1dfc4'], [1, '#eccfae']].forEach(([at, colour]) => sky.addColorStop(at, colour));
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 1600, 900);
    ['#a9bfae', '#86a891', '#648f78', '#477560', '#2f5a49'].forEach((colour, hill) => {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.moveTo(0, 900);
      for (let x = 0; x <= 1600; x += 8) pen.lineTo(x, 380 + hill * 95 + Math.sin(x / (210 + hill * 40) + hill * 2) * (70 - hill * 8) + Math.sin(x / 90 + hill) * 14);
      pen.lineTo(1600, 900);
      pen.fill();
    });
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  });
  return Buffer.from(base64, 'base64');
};

/** Takes a picture once nothing moves and no notice stands over it. */
const shoot = async (page, name) => {
  await until('the notices are gone', async () => (await page.getByTestId('toast').count()) === 0);
  await page.mouse.move(0, 0);
  await page.evaluate(() => Promise.all([document.fonts.ready, ...document.getAnimations().map((animation) => animation.finished.catch(() => {}))]));
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

const writes = async ({ desk, page }, [title, sapo], text = 'Tin đang được viết tiếp.') => {
  await desk.by('new-article').click();
  await until('the page is empty', async () => (await desk.by('title').inputValue()) === '');
  await desk.by('title').fill(title);
  await desk.by('sapo').fill(sapo);
  await desk.by('body').locator('.ProseMirror').click();
  await page.keyboard.type(text);
  await desk.saved();
};

const choosesSection = async ({ desk }) => {
  await desk.by('tab-metadata').click();
  await desk.by('section').selectOption({ index: 1 });
  await desk.saved();
};

// The first start on a machine without a keyring.
const first = await sitsDown('first');
await first.desk.by('lock').waitFor();
await shoot(first.page, 'first-run');
await first.bridge.stop();
await first.page.close();

const provision = writeProvision(join(folder, 'provision.json'), portal.address, PASSPHRASE);
const office = await sitsDown('office', provision);
const { desk, page } = office;
await desk.connected();
await desk.by('band-recovery-skip').click();
for (const other of OTHERS) await writes(office, other);
await choosesSection(office);
await desk.by('submit').click();
await desk.status('in_review');

// An article with everything that most have.
await writes(office, [story.title, story.sapo], story.opening);
await page.keyboard.press('Enter');
await page.keyboard.type(`## ${story.heading}`);
await page.keyboard.press('Enter');
await page.keyboard.type(`- ${story.items[0]}`);
await page.keyboard.press('Enter');
await page.keyboard.type(`${story.items[1]}. Nhà trường bổ xung hồ sơ`);
await page.keyboard.press('Enter');
await page.keyboard.press('Enter');
const photo = join(folder, 'một cửa.jpg');
writeFileSync(photo, await landscape(page));
await page.locator('#image-file').setInputFiles(photo);
await until('the picture is shown', () => desk.by('body').locator('figure img').evaluate((img) => img.complete && img.naturalWidth > 0));
await desk.by('caption').click();
await page.keyboard.type(story.caption);
await desk.by('credit').fill(story.credit);
await desk.saved();
await desk.status('received');
await desk.by('tab-checks').click();
await desk.by('title').click();
await page.locator('.scroll').first().evaluate((box) => box.scrollTo(0, 0));
await shoot(page, 'desk');
await page.emulateMedia({ colorScheme: 'dark' });
await shoot(page, 'dark');
await page.emulateMedia({ colorScheme: 'light' });

await page.keyboard.press('Control+k');
await page.keyboard.type('gui');
await desk.by('palette-row').first().waitFor();
await shoot(page, 'palette');
await page.keyboard.press('Escape');

await page.keyboard.press('F9');
await page.frameLocator('[data-testid=preview-frame]').locator('h1').waitFor();
await shoot(page, 'preview');
await page.keyboard.press('F9');

await desk.by('alt').fill(story.alt);
await choosesSection(office);
await desk.by('tab-history').click();
await desk.by('unsaved').click();
await desk.by('compare').waitFor();
await shoot(page, 'history');
await desk.by('compare-back').click();

await desk.by('search').fill('ket qua');
await desk.by('row').first().locator('mark').first().waitFor();
await shoot(page, 'search');
await desk.by('search').fill('');

await page.keyboard.press('F1');
await shoot(page, 'keys');
await page.keyboard.press('Escape');
await page.keyboard.press('Control+,');
await shoot(page, 'settings');
await page.keyboard.press('Escape');

await desk.by('submit').click();
await desk.status('in_review');

// Without the portal, in a narrow window, in another article.
await desk.openFrom('drafts', OTHERS[1][0]);
await portal.stop();
await desk.by('body').locator('.ProseMirror').click();
await page.keyboard.type(` Người dân có thể nộp hồ sơ trực tuyến ${LAST_WORDS}`);
await desk.saved();
await until('the desk knows that the portal is away', async () => (await desk.by('connection').getAttribute('data-connection')) !== 'online');
await desk.status('on_device');
await page.setViewportSize(NARROW);
await shoot(page, 'offline');
await page.setViewportSize(WIDE);
await desk.by('outbox').click();
await desk.by('outbox-view').waitFor();
await shoot(page, 'outbox');
await desk.by('outbox').click();
portal = await startPortal({ data: join(folder, 'portal'), port: Number(new URL(portal.address).port) });
await desk.connected();
await desk.status('received');

// The same sentence in two versions: one from this machine, one from the officer's other.
const rewrites = async ({ desk, page }, ending) => {
  await desk.by('body').locator('.ProseMirror').click();
  await page.keyboard.press('Control+End');
  for (const _ of LAST_WORDS) await page.keyboard.press('Backspace');
  await page.keyboard.type(ending);
  await desk.saved();
};
const command = async (named) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words(named));
  await desk.by('palette-row').filter({ hasText: words(named) }).first().click();
};
const other = await sitsDown('other', provision);
await other.desk.connected();
await other.desk.openFrom('drafts', OTHERS[1][0]);
await command('outbox_pause');
await rewrites(other, 'cả thứ Bảy.');
await other.desk.status('received');
await rewrites(office, 'sau giờ hành chính.');
await command('outbox_resume');
await page.getByRole('button', { name: words('see_choice') }).click();
await desk.by('conflict').waitFor();
await shoot(page, 'conflict');
await other.bridge.stop();
await other.page.close();

// The people who decide.
await desk.signIn({ portal: portal.address, username: 'lanhdao', passphrase: PASSPHRASE });
await desk.openFrom('mine', story.title);
await shoot(page, 'review');
await desk.by('approve').click();
await desk.by('confirm').click();
await desk.signIn({ portal: portal.address, username: 'bientap', passphrase: PASSPHRASE });
await desk.openFrom('mine', story.title);
await desk.by('approve').click();
await desk.by('confirm').click();
await desk.status('published');
const reader = await (await browser.newContext({ locale: 'vi-VN', viewport: WIDE })).newPage();
await reader.goto(portal.address);
await reader.getByRole('link', { name: story.title }).first().click();
await reader.locator('h1', { hasText: story.title }).waitFor();
await reader.screenshot({ path: join(shots, 'public.png') });

desk.assertQuiet();
await browser.close();
await office.bridge.stop();
await portal.stop();
process.exit(0);
