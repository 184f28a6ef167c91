// Short notices at the foot of the window. Each stays long enough to be read and can be closed.

export interface Notice {
  id: number;
  text: string;
  grave: boolean;
  /** What can be done about it while the notice is shown. */
  offer?: Offer;
}

export interface Offer {
  label: string;
  act: () => void;
}

const SHOWN_MS = 8_000;
/** What can be taken back can be for this long. */
const OFFER_SHOWN_MS = 10_000;
const GRAVE_SHOWN_MS = 20_000;

export class Notices {
  list = $state.raw<Notice[]>([]);
  private next = 1;

  tell(text: string, offer?: Offer): void {
    this.add(text, false, offer);
  }

  warn(text: string): void {
    this.add(text, true);
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  private add(text: string, grave: boolean, offer?: Offer): void {
    const id = this.next++;
    this.list = [...this.list.filter((notice) => notice.text !== text), { id, text, grave, ...(offer && { offer }) }].slice(-4);
    setTimeout(() => this.close(id), grave ? GRAVE_SHOWN_MS : offer === undefined ? SHOWN_MS : OFFER_SHOWN_MS);
  }
}
