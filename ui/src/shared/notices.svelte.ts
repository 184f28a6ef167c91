// Short notices at the foot of the window. Each stays long enough to be read and can be closed.

/** What can be done about a notice while it is shown. */
export interface NoticeAct {
  label: string;
  act: () => void;
}

export interface Notice {
  id: number;
  text: string;
  grave: boolean;
  act: NoticeAct | null;
}

const SHOWN_MS = 8_000;
const GRAVE_SHOWN_MS = 20_000;

export class Notices {
  list = $state.raw<Notice[]>([]);
  private next = 1;

  tell(text: string, act: NoticeAct | null = null): void {
    this.add(text, false, act);
  }

  warn(text: string): void {
    this.add(text, true, null);
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  private add(text: string, grave: boolean, act: NoticeAct | null): void {
    const id = this.next++;
    this.list = [...this.list.filter((notice) => notice.text !== text), { id, text, grave, act }].slice(-4);
    setTimeout(() => this.close(id), grave || act !== null ? GRAVE_SHOWN_MS : SHOWN_MS);
  }
}
