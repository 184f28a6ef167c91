import { expect, test } from 'vitest';
import { allowedHref, typedHref } from '../../src/editor/extensions/link/allowed';
import { HOSTILE_LINKS } from './hostile';

test.each([
  ['https://cong.example/bai?so=1#muc'],
  ['http://cong.example/'],
  ['mailto:bandoc@cong.example'],
  ['tel:+842412345678'],
])('%s may be linked', (href) => {
  expect(allowedHref(href)).toBe(href);
});

test.each(HOSTILE_LINKS.map((href) => [href]))('%j is no link', (href) => {
  expect(allowedHref(href)).toBeNull();
});

test.each([
  ['cong.example/bai', 'https://cong.example/bai'],
  ['  https://cong.example ', 'https://cong.example/'],
  ['bandoc@cong.example', 'mailto:bandoc@cong.example'],
  ['javascript:alert(1)', null],
  ['hai chữ', null],
  ['chữ', null],
])('what a person types, %j, becomes %j', (typed, href) => {
  expect(typedHref(typed)).toBe(href);
});
