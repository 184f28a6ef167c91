// Pages to look at while no core renders any: the words of the text under the ids of their blocks, in the form that the core gives them.
import type { ArticleContentView, PreviewView } from './generated/protocol';
import type { Handlers } from './memory';

interface Node {
  type?: string;
  text?: string;
  attrs?: Record<string, unknown>;
  content?: Node[];
}

export class MemoryPreview {
  /** Every page that was made, the last one last. */
  readonly pages: string[] = [];
  private readonly addresses = new Map<number, string>();

  url(edition: number): string {
    const known = this.addresses.get(edition);
    if (known !== undefined) return known;
    const made = URL.createObjectURL(new Blob([this.pages[edition - 1] ?? ''], { type: 'text/html; charset=utf-8' }));
    this.addresses.set(edition, made);
    return made;
  }

  make(content: ArticleContentView): PreviewView {
    const blocks = ((content.body as Node).content ?? []).map((block) => `<p id="b-${escaped(String(block.attrs?.['id'] ?? ''))}" style="min-height: 40vh">${escaped(words(block))}</p>`);
    this.pages.push(`<!DOCTYPE html><html lang="vi"><title>${escaped(content.title)}</title><article id="dau-bai"><h1>${escaped(content.title)}</h1>${blocks.join('')}</article></html>`);
    return { key: 'xem', edition: this.pages.length, template: 1, portal: '', absent: 0 };
  }
}

export function previewHandlers(backend: { readonly preview: MemoryPreview }): Pick<Handlers, 'preview_render'> {
  return { preview_render: ({ content }) => backend.preview.make(content) };
}

const words = (node: Node): string => node.text ?? (node.content ?? []).map(words).join('');

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
