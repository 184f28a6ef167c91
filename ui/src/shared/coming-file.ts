/** A file on its way into an article. */
export interface ComingFile {
  key: string;
  name: string;
  /** Bytes that have come, of how many. */
  done: number;
  total: number;
}
