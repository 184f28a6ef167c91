import { expect, test } from 'vitest';
import type { BodyEditor } from '../../src/editor/view';
import { doc, editorOn, paragraph } from './desk';
import { HOSTILE_LINKS } from './hostile';

declare global {
  interface Window {
    struck?: boolean;
  }
}

function pasted(html: string): BodyEditor {
  const editor = editorOn(doc(paragraph()));
  editor.view.pasteHTML(html);
  return editor;
}

const ATTACKS: [string, string][] = [
  ['a script', '<p>chữ</p><script>window.struck = true</script>'],
  ['a script in pieces', '<p>chữ<scr<script>ipt>window.struck = true</script></p>'],
  ['an image that fails', '<p>chữ<img src=x onerror="window.struck = true"></p>'],
  ['a handler on text', '<p onclick="window.struck = true" onmouseover="window.struck = true">chữ</p>'],
  ['a handler on a block with autofocus', '<p tabindex=0 autofocus onfocus="window.struck = true">chữ</p>'],
  ['svg', '<p>chữ</p><svg onload="window.struck = true"><script>window.struck = true</script><text>mã</text></svg>'],
  ['svg with html inside', '<p>chữ</p><svg><foreignObject><body onload="window.struck = true">mã</body></foreignObject></svg>'],
  ['math', '<p>chữ</p><math><mtext><mglyph><style><img src onerror="window.struck = true"></style></mglyph></mtext></math>'],
  ['an iframe', '<p>chữ</p><iframe src="javascript:parent.struck = true" srcdoc="<script>parent.struck = true</script>">mã</iframe>'],
  ['an object and an embed', '<p>chữ</p><object data="data:text/html,mã">mã</object><embed src="data:text/html,mã">'],
  ['a style sheet', '<style>p { display: none } .body { background: url(https://xau.example) }</style><p>chữ</p>'],
  ['styles', '<p style="position: fixed; inset: 0; background: url(https://xau.example)">chữ</p>'],
  ['a form', '<form action="https://xau.example"><p>chữ</p><input value="mã"><button formaction="javascript:struck=true">mã</button><textarea>mã</textarea></form>'],
  ['a base', '<base href="https://xau.example/"><p>chữ</p>'],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=https://xau.example"><p>chữ</p>'],
  ['a style link', '<link rel="stylesheet" href="https://xau.example/a.css"><p>chữ</p>'],
  ['a picture inline', '<p>chữ<img src="data:image/png;base64,iVBORw0KGgo="></p>'],
  ['a picture elsewhere', '<p>chữ<img src="https://xau.example/theo-doi.gif" width=1 height=1></p>'],
  ['a figure that names a path', '<figure data-blob="../../etc/passwd" data-alt="mã"></figure><p>chữ</p>'],
  ['a figure that names an address', '<figure data-blob="https://xau.example/a.png"></figure><p>chữ</p>'],
  ['a template', '<p>chữ</p><template><img src=x onerror="window.struck = true">mã</template>'],
  ['a noscript', '<p>chữ</p><noscript><img src=x onerror="window.struck = true">mã</noscript>'],
  ['a comment that is none', '<p>chữ</p><!--><img src=x onerror="window.struck = true">-->'],
  ['video and audio', '<p>chữ</p><video src=x onerror="window.struck = true">mã</video><audio src=x onerror="window.struck = true">mã</audio>'],
  ['a nested wilderness', `${'<div><b><i>'.repeat(200)}<p>chữ</p><script>window.struck = true</script>${'</i></b></div>'.repeat(200)}`],
  ['what Word adds', '<!--[if gte mso 9]><xml><w:WordDocument>mã</w:WordDocument></xml><![endif]--><p class=MsoNormal style="mso-margin-top-alt:auto"><o:p></o:p>chữ</p>'],
];

test.each(ATTACKS)('%s leaves the words and nothing else', async (_name, html) => {
  window.struck = false;
  const editor = pasted(html);
  const page = editor.view.dom;
  await new Promise(requestAnimationFrame);
  expect(window.struck).toBe(false);
  expect(page.textContent).toContain('chữ');
  expect(page.textContent).not.toContain('mã');
  expect(page.querySelector('script, img[src^="http"], img[src^="data:image/png"], svg, math, iframe, object, embed, style, form, input, button, base, meta, link, video, audio, figure')).toBeNull();
  for (const element of page.querySelectorAll('*')) {
    for (const { name } of element.attributes) expect(name, 'no handler, style or name of others').not.toMatch(/^on|^style$|^id$/);
  }
  editor.destroy();
});

test.each(HOSTILE_LINKS.map((href) => [href]))('a pasted link to %j becomes plain words', (href) => {
  const editor = editorOn(doc(paragraph()));
  const link = document.createElement('a');
  link.setAttribute('href', href);
  link.textContent = 'chữ';
  editor.view.pasteHTML(`<p>${link.outerHTML}</p>`);
  expect(editor.view.state.doc.textContent).toBe('chữ');
  expect(editor.view.dom.querySelector('a')).toBeNull();
  editor.destroy();
});

test('headings, lists, quotes, emphasis and good links are kept', () => {
  const editor = pasted('<h1>Đề</h1><ul><li>một</li></ul><blockquote><p>lời</p></blockquote><p><b>đậm</b> <span style="font-style: italic">nghiêng</span> <a href="https://cong.example/">bài</a></p>');
  const page = editor.view.dom;
  expect(page.querySelector('h2')?.textContent).toBe('Đề');
  expect(page.querySelector('ul li')?.textContent).toBe('một');
  expect(page.querySelector('blockquote p')?.textContent).toBe('lời');
  expect(page.querySelector('strong')?.textContent).toBe('đậm');
  expect(page.querySelector('em')?.textContent).toBe('nghiêng');
  expect(page.querySelector('a')?.getAttribute('href')).toBe('https://cong.example/');
  editor.destroy();
});

test('letters that came in pieces are put together, in text and in HTML', () => {
  const decomposed = 'đường Nguyễn'.normalize('NFD');
  const editor = pasted(`<p>${decomposed}</p>`);
  expect(editor.view.state.doc.textContent).toBe('đường Nguyễn');
  editor.placeCaret({ anchor: 1, head: 1 });
  editor.view.pasteText(`${decomposed}\n${decomposed}`);
  expect(editor.view.state.doc.textContent).not.toMatch(/\p{M}/u);
  editor.destroy();
});
