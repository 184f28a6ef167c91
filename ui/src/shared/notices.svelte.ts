// Short notices at the foot of the window. Each stays long enough to be read and can be closed.

export interface Notice {
  id: number;
  text: string;
  grave: boolean;
}

const SHOWN_MS = 8_000;
const GRAVE_SHOWN_MS = 20_000;

export class Notices {
  list = $state.raw<Notice[]>([]);
  private next = 1;

  tell(text: string): void {
    this.add(text, false);
  }

  warn(text: string): void {
    this.add(text, true);
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  private add(text: string, grave: boolean): void {
    const id = this.next++;
    this.list = [...this.list.filter((notice) => notice.text !== text), { id, text, grave }].slice(-4);
    setTimeout(() => this.close(id), grave ? GRAVE_SHOWN_MS : SHOWN_MS);
  }
}
