import axe from 'axe-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { MemoryBackend } from '../../src/backend/memory';
import '../../src/styles/base.css';
import App from '../../src/views/App.svelte';

let backend: MemoryBackend;
beforeEach(() => {
  backend = new MemoryBackend({ id: 'u', username: 'canbo', name: 'Cán bộ thử', unit: 'Đơn vị thử', roles: ['officer'] });
});
afterEach(() => {
  document.documentElement.dataset['theme'] = 'light';
});

const id = (testid: string) => page.getByTestId(testid);
const asked = (command: string) => backend.calls.filter((call) => call.command === command).map((call) => call.request);

async function violations() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  const { violations: found } = await axe.run(document, { rules: { region: { enabled: false } } });
  return found.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

async function settings(tab: 'security' | 'backup' | 'data') {
  render(App, { backend });
  await expect.element(id('new-article')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await id(`tab-${tab}`).click();
}

test('who has no code is reminded, makes one, copies it and types two groups back', async () => {
  backend.safety.view = { ...backend.safety.view, recovery: { recovery: 'none' }, remind: true };
  render(App, { backend });
  await id('band-recovery-do').click();
  await expect.element(id('recovery-code')).toHaveTextContent('7K2M');
  await id('recovery-written').click();
  await expect.element(id('group-first')).toHaveFocus();
  await id('group-first').fill('q90x');
  await id('group-second').fill('sai1');
  await id('recovery-confirm').click();
  await expect.element(id('settings-trouble')).toHaveTextContent('Hai nhóm chưa khớp');
  await id('group-second').fill('m05k');
  await userEvent.keyboard('{Enter}');
  await expect.element(id('settings-said')).toHaveTextContent('Đã xác nhận mã khôi phục');
  await expect.element(id('recovery-state')).toHaveAttribute('data-recovery', 'confirmed');
  await id('settings-close').click();
  await expect.element(id('band-recovery')).not.toBeInTheDocument();
  expect(asked('recovery_code_new').length, 'a code is made once and not at every stroke').toBe(1);
});

test('the reminder can be put away by who knows the risk, and writing never waits for it', async () => {
  backend.safety.view = { ...backend.safety.view, recovery: { recovery: 'none' }, remind: true };
  render(App, { backend });
  await id('new-article').click();
  await id('title').fill('Khai mạc');
  await id('band-recovery-skip').click();
  await expect.element(id('band-recovery')).not.toBeInTheDocument();
  await expect.element(id('title')).toHaveValue('Khai mạc');
});

test('trying a code says right or wrong', async () => {
  await settings('security');
  await id('recovery-try').fill('7k2m q90x bv3t h8nc 4rjg p1f6 m05k t9qx');
  await id('recovery-try-do').click();
  await expect.element(id('settings-said')).toHaveTextContent('Đúng.');
  await id('recovery-try').fill('7k2m q90x bv3t h8nc 4rjg p1f6 m05k t9qq');
  await id('recovery-try-do').click();
  await expect.element(id('settings-said')).toHaveTextContent('Sai.');
});

test('a new key leads to a new code', async () => {
  await settings('security');
  await id('rotate').click();
  await id('rotate-do').click();
  await expect.element(id('recovery-code')).toBeVisible();
});

test('going back to a snapshot first says what it replaces', async () => {
  backend.safety.view = { ...backend.safety.view, snapshots: [{ taken_ms: 1, bytes: 41_000_000, articles: 38 }] };
  await settings('backup');
  await id('restore').click();
  await expect.element(id('restore-ask')).toHaveTextContent('2 bài sẽ về chữ cũ, 1 bài chưa có trong bản này');
  expect(asked('backup_restore'), 'nothing before it is confirmed').toEqual([]);
  await id('restore-do').click();
  await expect.element(id('toast')).toHaveTextContent('Đã quay về bản');
});

test('a snapshot that failed is told over the desk, and a good one ends it', async () => {
  backend.safety.view = { ...backend.safety.view, backup_trouble: { code: 'disk_full', at_ms: 1 } };
  render(App, { backend });
  await expect.element(id('band-backup')).toHaveTextContent('Sao lưu hằng ngày không thành');
  await id('band-backup-do').click();
  await id('backup-now').click();
  await expect.element(id('settings-said')).toHaveTextContent('Đã sao lưu và đọc lại được toàn bộ');
  await id('settings-close').click();
  await expect.element(id('band-backup')).not.toBeInTheDocument();
});

test('drafts are written where the person chose, and what is missing is said', async () => {
  await settings('data');
  await id('export-to-choose').click();
  await id('export-form').selectOptions('zip');
  await id('export-do').click();
  await expect.element(id('settings-said')).toHaveTextContent('Đã xuất 3 bài, 5 ảnh và tệp vào /o-ngoai/ban-thao');
  expect(asked('drafts_export')).toEqual([{ folder: '/o-ngoai', scope: 'unsent', form: 'zip' }]);
});

test('a move keeps the old copy until it is let go', async () => {
  await settings('data');
  await id('move-to').fill('/o-moi');
  await id('move-do').click();
  await expect.element(id('data-folder')).toHaveTextContent('/o-moi/banthao-p1');
  await id('move-finish').click();
  await expect.element(id('settings-said')).toHaveTextContent('Đã xóa bản cũ');
});

test('what cannot be done says why in the dialog', async () => {
  backend.failing.set('bundle_make', 'recovery_code_none');
  await settings('data');
  await id('bundle-do').click();
  await expect.element(id('settings-trouble')).toHaveTextContent('chưa có mã khôi phục');
});

test('long work says how far it is and can be stopped', async () => {
  backend.safety.work = { work: 'move', done: 42, total: 100, may_stop: true };
  backend.safety.view = { ...backend.safety.view };
  render(App, { backend });
  await expect.element(id('new-article')).toBeVisible();
  await userEvent.keyboard('{Control>},{/Control}');
  await expect.element(id('work')).toHaveTextContent('Đang chép và đọc lại… 42%');
  await id('work-stop').click();
  expect(asked('work_stop').length).toBe(1);
});

test('the code on paper opens a profile whose key is gone', async () => {
  backend.app = { ...backend.app, lock: { lock: 'key_missing' } };
  render(App, { backend });
  await id('use-code').click();
  await expect.element(id('recovery-code-typed')).toHaveFocus();
  await id('recovery-code-typed').fill('7k2m');
  await id('recover-do').click();
  await expect.element(id('recover-form')).toHaveTextContent('gõ chưa đúng');
  await id('recovery-code-typed').fill('7K2M-Q90X-BV3T-H8NC-4RJG-P1F6-M05K-T9QX');
  await userEvent.keyboard('{Enter}');
  await expect.element(id('new-article')).toBeVisible();
});

test('a damaged database is looked at, mended, and what came of it is read before writing goes on', async () => {
  backend.app = { ...backend.app, lock: { lock: 'database_unreadable' } };
  backend.safety.repair = { ...backend.safety.repair, snapshots: [{ taken_ms: 1, bytes: 41_000_000, articles: 42 }] };
  render(App, { backend });
  await id('repair').click();
  await expect.element(id('repair-found')).toHaveTextContent('3 trang của tệp dữ liệu bị hỏng');
  expect(await violations(), 'what is wrong').toEqual([]);
  await id('repair-next').click();
  await expect.element(id('way-snapshot')).toBeChecked();
  expect(await violations(), 'what can be done').toEqual([]);
  await id('repair-do').click();
  await expect.element(id('repair-report')).toHaveTextContent('Tệp hỏng được giữ nguyên ở /ho-so/damaged');
  expect(await violations(), 'what came of it').toEqual([]);
  await id('repair-continue').click();
  await expect.element(id('new-article')).toBeVisible();
});

test('a repair that fails says so where it was asked for', async () => {
  backend.app = { ...backend.app, lock: { lock: 'database_unreadable' } };
  backend.failing.set('repair_do', 'snapshot_unreadable');
  render(App, { backend });
  await id('repair').click();
  await id('repair-next').click();
  await id('way-new').click();
  await id('repair-do').click();
  await expect.element(id('repair-wizard')).toHaveTextContent('Bản sao lưu không đọc lại được');
  await expect.element(id('repair-wizard')).toHaveAttribute('data-step', 'ways');
});

test('a bundle from another machine is opened from the lock screen', async () => {
  backend.app = { ...backend.app, lock: { lock: 'new_passphrase' } };
  render(App, { backend });
  await id('from-bundle').click();
  await id('bundle-path').fill('/usb/ho-so.banthao');
  await id('bundle-secret').fill('một cụm mật khẩu');
  expect(await violations()).toEqual([]);
  await id('bundle-open-do').click();
  await expect.element(id('new-article')).toBeVisible();
});

test.each([['light'], ['dark']])('no barrier in any tab, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  backend.safety.view = { ...backend.safety.view, remind: true, recovery: { recovery: 'unconfirmed' }, moved_from: '/cu', snapshots: [{ taken_ms: 1, bytes: 41_000_000, articles: 38 }], backup_trouble: { code: 'snapshot_unreadable', at_ms: 1 } };
  await settings('security');
  expect(await violations(), 'security').toEqual([]);
  await id('rotate').click();
  expect(await violations(), 'rotating').toEqual([]);
  await id('tab-backup').click();
  await id('restore').click();
  await expect.element(id('restore-ask')).toBeVisible();
  expect(await violations(), 'backup').toEqual([]);
  await id('tab-data').click();
  expect(await violations(), 'data').toEqual([]);
  await id('tab-security').click();
  await id('recovery-make').click();
  await expect.element(id('recovery-code')).toBeVisible();
  expect(await violations(), 'the code').toEqual([]);
});
