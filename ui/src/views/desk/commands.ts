// Every command of the window, once: the palette offers those that can be done now, and the page of help lists all that have a key. What a key does is in
// keys.ts; here each gets its name. Fetched with the first of the two that is opened.
import Bell from '@lucide/svelte/icons/bell';
import BookOpen from '@lucide/svelte/icons/book-open';
import Check from '@lucide/svelte/icons/check';
import Clock from '@lucide/svelte/icons/clock';
import CornerUpLeft from '@lucide/svelte/icons/corner-up-left';
import FileInput from '@lucide/svelte/icons/file-input';
import FilePlus from '@lucide/svelte/icons/file-plus';
import FileText from '@lucide/svelte/icons/file-text';
import Inbox from '@lucide/svelte/icons/inbox';
import Keyboard from '@lucide/svelte/icons/keyboard';
import LayoutTemplate from '@lucide/svelte/icons/layout-template';
import Languages from '@lucide/svelte/icons/languages';
import Link from '@lucide/svelte/icons/link';
import ListFilter from '@lucide/svelte/icons/list-filter';
import Moon from '@lucide/svelte/icons/moon';
import PenLine from '@lucide/svelte/icons/pen-line';
import Plus from '@lucide/svelte/icons/plus';
import Save from '@lucide/svelte/icons/save';
import Search from '@lucide/svelte/icons/search';
import Send from '@lucide/svelte/icons/send';
import Settings from '@lucide/svelte/icons/settings';
import Trash2 from '@lucide/svelte/icons/trash-2';
import User from '@lucide/svelte/icons/user-round';
import Wifi from '@lucide/svelte/icons/refresh-cw';
import type { AppView, ArticleRow, May, Shelf } from '../../backend/generated/protocol';
import { ask } from '../../features/palette/ask';
import type { Entry } from '../../features/palette/entry';
import { begin, TEMPLATES } from '../../features/templates/templates';
import { chooseTheme, chosenTheme, THEMES } from '../../features/session/theme';
import { m } from '../../paraglide/messages.js';
import { lately } from '../../shared/amounts';
import { language, LANGUAGES } from '../../shared/language';
import { SHORTCUTS, type ShortcutId } from '../../shared/shortcuts';
import type { Acts } from './acts.svelte';
import type { Desk } from './desk.svelte';
import { importDocument } from './errands';
import type { Runs } from './keys';

type Icon = NonNullable<Entry['icon']>;
export type CommandGroup = 'article' | 'go' | 'write' | 'window';

export interface Command {
  id: string;
  group: CommandGroup;
  label: string;
  also: string;
  key?: string;
  icon: Icon;
  /** Whether it can be done now; what only a key in its place does cannot be chosen from a list. */
  can: boolean;
  run: () => unknown;
}

const SHELF_NAMES: readonly [Shelf, () => string][] = [
  ['drafts', m.shelf_drafts], ['sent', m.shelf_sent], ['mine', m.shelf_mine], ['published', m.shelf_published], ['trash', m.shelf_trash], ['all', m.shelf_all],
];

const THEME_NAMES = { system: m.theme_system, light: m.theme_light, dark: m.theme_dark, contrast: m.theme_contrast };

export function commandsOf(desk: Desk, acts: Acts, runs: Runs, app: AppView): Command[] {
  const { article, backend, library, parts, session } = desk;
  const view = desk.view;
  const shown = view !== null && desk.center === 'article';
  const page = shown ? parts.page : undefined;
  const may = (act: May) => view !== null && article.may(act);
  const no = () => undefined;
  const command = (id: string, group: CommandGroup, icon: Icon, label: string, also: string, can: boolean, run: () => unknown = no, key?: string): Command => ({ id, group, label, also, icon, can, run, ...(key === undefined ? {} : { key }) });
  /** What a key of the window does. */
  const keyed = (id: ShortcutId, group: CommandGroup, icon: Icon, label: string, also: string, can = true) => command(id, group, icon, label, also, can, runs[id], SHORTCUTS[id]);
  /** What only a key in the text does. */
  const inText = (id: ShortcutId, label: string) => command(id, 'write', PenLine, label, '', false, no, SHORTCUTS[id]);
  const paused = app.sync.sending === 'paused';

  return [
    keyed('new', 'article', FilePlus, m.new_article(), 'tao viet new'),
    command('submit', 'article', Send, m.act_submit(), 'submit trinh', may('submit'), acts.submit),
    command('recall', 'article', CornerUpLeft, m.act_recall(), 'recall', may('recall'), acts.recall),
    command('approve', 'article', Check, m.act_approve(), 'approve', may('approve'), () => acts.decide('approve')),
    command('send_back', 'article', CornerUpLeft, m.act_send_back(), 'return', may('send_back'), () => acts.decide('send_back')),
    keyed('save', 'article', Save, m.command_save(), 'luu save', shown && may('edit')),
    keyed('name_version', 'article', Save, m.version_name(), 'phien ban moc', view !== null),
    keyed('history', 'article', Clock, m.command_history(), 'phien ban so sanh khoi phuc', view !== null),
    command('metadata', 'article', ListFilter, m.command_metadata(), 'chuyen muc the loai tac gia', shown, () => desk.showSide('metadata')),
    command('checks', 'article', Check, m.command_checks(), 'loi chinh ta thieu', shown, () => desk.showSide('checks')),
    command('copy', 'article', FileText, m.command_copy(), 'sao chep chu', view !== null, acts.copyAll),
    command('link', 'article', Link, m.command_link(), 'chep lien ket duong dan link', view !== null, () => acts.copyLink()),
    command('import-document', 'article', FileInput, m.command_import_document(), 'word docx nhap van ban import', backend.choosesPaths, () => desk.attempt(async () => {
      const path = await backend.choosePath('file', m.command_import_document(), app.documents);
      if (path !== null) await importDocument(desk, acts, path);
    })),
    command('public', 'article', BookOpen, m.act_view_public(), 'xem trang cong', view?.public_url != null, () => desk.attempt(() => backend.openExternal(view?.public_url ?? ''))),
    command('trash', 'article', Trash2, m.act_trash(), 'xoa bo delete', may('trash'), () => view && acts.throwAway(view.article, desk.content?.title ?? '')),

    keyed('search', 'go', Search, m.command_search(), 'tim danh sach'),
    keyed('back', 'go', CornerUpLeft, m.go_back(), 'quay lai truoc back', desk.visits.canGoBack),
    keyed('forward', 'go', CornerUpLeft, m.go_forward(), 'di toi sau forward', desk.visits.canGoForward),
    command('outbox', 'go', Inbox, m.outbox_title(), 'hop gui dong bo', desk.center !== 'outbox', desk.toggleOutbox),
    ...SHELF_NAMES.map(([shelf, name]) => command(`shelf-${shelf}`, 'go', ListFilter, m.command_shelf({ shelf: name() }), 'danh sach', true, () => { desk.listOpen = true; void library.show(shelf); })),
    ...desk.searches.list.map(({ search, name, question }) => command(`search-${search}`, 'go', ListFilter, m.command_saved_search({ name }), 'tim kiem da luu', true, () => { desk.listOpen = true; void library.recall(question); })),
    keyed('pane', 'go', Keyboard, m.command_pane(), '', false),
    keyed('pane_back', 'go', Keyboard, m.command_pane_back(), '', false),
    keyed('palette', 'go', Keyboard, m.palette_title(), '', false),

    command('find', 'write', Search, m.find_label(), 'tim trong bai', page !== undefined, () => page?.startFinding('find'), SHORTCUTS.find),
    command('replace', 'write', Search, m.command_replace(), 'thay the', page !== undefined && may('edit'), () => page?.startFinding('replace'), SHORTCUTS.replace),
    command('outline', 'write', ListFilter, m.outline_label(), 'muc luc de muc', page !== undefined, () => page?.toggleOutline(), SHORTCUTS.outline),
    command('focus', 'write', PenLine, m.focus_mode(), 'tap trung toan man hinh', page !== undefined, () => page?.toggleManner('focus'), SHORTCUTS.focus),
    command('typewriter', 'write', PenLine, m.typewriter_mode(), 'may chu', page !== undefined, () => page?.toggleManner('typewriter')),
    command('punctuation', 'write', PenLine, m.smart_punctuation(), 'dau cau ngoac kep', page !== undefined, () => page?.toggleManner('punctuation')),
    ...(page?.insertions() ?? []).filter(({ id }) => id !== 'paragraph').map((choice) => command(`insert-${choice.id}`, 'write', Plus, m.command_insert({ what: choice.label }), `chen ${choice.also}`, true, () => page?.insert(choice), choice.key)),
    inText('bold', m.tool_bold()),
    inText('italic', m.tool_italic()),
    inText('link', m.tool_link()),
    inText('undo', m.tool_undo()),
    inText('redo', m.tool_redo()),
    inText('find_next', m.command_find_next()),
    inText('next_finding', m.command_next_finding()),
    inText('toolbar', m.toolbar_label()),

    command('sync', 'window', Wifi, m.outbox_sync_now(), 'dong bo gui ngay sync', session.signedIn, acts.syncNow),
    command('pause', 'window', Wifi, paused ? m.outbox_resume() : m.outbox_pause(), 'tam dung gui', session.signedIn, () => acts.pause(paused ? 'automatic' : 'paused')),
    ...[null, ...THEMES].filter((theme) => theme !== chosenTheme()).map((theme) => command(`theme-${theme ?? 'system'}`, 'window', Moon, m.command_theme({ theme: THEME_NAMES[theme ?? 'system']() }), 'giao dien mau theme dark light contrast', true, () => chooseTheme(theme))),
    ...LANGUAGES.filter((each) => each !== language()).map((each) => command(`language-${each}`, 'window', Languages, m.command_language({ language: each === 'en' ? m.language_en() : m.language_vi() }), 'ngon ngu language tieng anh english vietnamese', true, () => acts.speakOther(each))),
    keyed('settings', 'window', Settings, m.account_settings(), 'tuy chon sao luu bao mat'),
    command('backup', 'window', Save, m.command_backups(), 'sao luu backup', true, () => desk.showSettings('backup')),
    command('sign-in', 'window', User, m.account_sign_in(), 'dang nhap cong login', !session.signedIn, () => (desk.signInOpen = true)),
    command('sign-out', 'window', User, m.account_sign_out(), 'dang xuat logout', session.signedIn, () => desk.leaving(() => session.signOut())),
    command('input-check', 'window', Keyboard, m.input_title(), 'bo go unikey telex vni ibus fcitx mat chu kiem tra', true, () => (desk.help = { open: true, page: 'kiem-tra-bo-go' })),
    command('desktop', 'window', Bell, m.command_desktop(), 'thong bao notification khoi dong autostart may nay', true, () => desk.showSettings('desktop')),
    command('help', 'window', BookOpen, m.help_title(), 'tro giup huong dan', true, () => (desk.help = { open: true, page: '' })),
    keyed('shortcuts', 'window', Keyboard, m.help_shortcuts(), 'phim tat ban phim'),
  ];
}

/** The keys of each group, for the page of help: those of the window as they are registered above. */
export function keysOf(commands: readonly Command[]): { group: CommandGroup; title: string; keys: { label: string; key: string }[] }[] {
  const titles: Record<CommandGroup, () => string> = { article: m.keys_article, go: m.keys_go, write: m.keys_write, window: m.keys_window };
  return (['article', 'go', 'write', 'window'] as const).map((group) => ({
    group,
    title: titles[group](),
    keys: commands.flatMap((each) => (each.group === group && each.key !== undefined ? [{ label: each.label, key: each.key }] : [])),
  }));
}

/** The rows that the palette shows before it has asked anything. */
export function entriesOf(desk: Desk, commands: readonly Command[]): Entry[] {
  const current = desk.center === 'article' ? desk.view?.article : undefined;
  const recent = desk.visits.recent.filter(({ article }) => article !== current).slice(0, 5);
  return [
    ...recent.map(({ article, title }): Entry => ({ id: article, group: 'recent', label: title || m.untitled(), icon: Clock, act: () => desk.open(article) })),
    ...commands.filter(({ can }) => can).map(({ id, label, also, key, icon, run }): Entry => ({ id: `command-${id}`, group: 'command', label, also, icon, act: run, ...(key === undefined ? {} : { key }) })),
    ...TEMPLATES.map((template): Entry => ({ id: `template-${template.template}`, group: 'template', label: template.name, also: `${template.also} mau template`, detail: template.about, icon: LayoutTemplate, act: () => desk.create(begin(template, desk.session.catalogue)) })),
  ];
}

/** The rows that the core is asked for. */
export async function moreOf(desk: Desk, typed: string): Promise<Entry[]> {
  const { articles, people } = await ask(desk.backend, typed);
  const row = ({ article, title, kind, changed_ms, status }: ArticleRow): Entry => ({
    id: article, group: 'article', label: title || m.untitled(), detail: [kind, lately(changed_ms)].filter((part) => part !== '').join(' · '), status, icon: FileText, act: () => desk.open(article),
  });
  const current = desk.center === 'article' ? desk.view?.article : undefined;
  const query = typed.trim();
  const search: Entry[] = query === '' ? [] : [{ id: 'search', group: 'search', label: m.palette_search_all({ query }), icon: Search, act: () => { desk.find(query); void desk.toRows(); } }];
  return [
    ...articles.filter(({ article }) => query !== '' || article !== current).map(row),
    ...people.map((name): Entry => ({ id: `person-${name}`, group: 'person', label: name, detail: m.palette_person(), icon: User, act: () => desk.byPerson(name) })),
    ...search,
  ];
}
