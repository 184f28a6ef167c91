import { afterEach, expect, test } from 'vitest';
import type { ProofReason } from '../../src/backend/generated/protocol';
import { because } from '../../src/features/spelling/reasons';
import { speak } from '../../src/shared/language';

/** What each reason is about: one of each, or this does not compile. */
const about: { [B in ProofReason['because']]: Omit<Extract<ProofReason, { because: B }>, 'because'> } = {
  no_syllable: { written: 'thôgn' },
  onset_misspelt: { written: 'nghành' },
  two_tones: { written: 'tráí' },
  tone_misplaced: { written: 'cuả' },
  stopped_tone: { written: 'quyêt' },
  house_places_tone: { right: 'hòa' },
  grown_together: {},
  hoi_for_nga: { written: 'giử', right: 'giữ' },
  nga_for_hoi: { written: 'chuyễn', right: 'chuyển' },
  no_such_word: { written: 'xắp', right: 'sắp' },
  confused: { written: 'sử lý', right: 'xử lý' },
  telex_keys: { written: 'vieetj', right: 'việt' },
  vni_keys: { written: 'vie65t', right: 'việt' },
  keys_left: { written: 'đươcj' },
  marks_missing: { written: 'nguoi' },
  chat_word: { written: 'ko' },
  written_twice: { written: 'của' },
  space_before_percent: {},
  space_before_mark: { mark: ',' },
  space_after_opening: {},
  too_many_spaces: {},
  no_space_before_opening: {},
  no_space_after_closing: {},
  no_space_after_mark: { mark: ',' },
  mark_repeated: { mark: ';' },
  two_full_stops: {},
  one_mark_is_enough: {},
  two_marks: {},
  partner_missing: { mark: '(' },
  sentence_starts_small: { mark: '!' },
  person_name: {},
  numbered_place: { right: 'Quận' },
  place_by_decree: { right: 'Thủ đô' },
  place_name: { right: 'Hà Tĩnh' },
  agency_name: { right: 'Ủy ban nhân dân' },
  proper_name: { right: 'Việt Nam' },
  law_name: { right: 'Luật Đất đai' },
  feast_name: { right: 'Tết Nguyên đán' },
  office_name: { right: 'Thủ tướng' },
  office_before_name: {},
  former_name: { name: 'Bộ Giao thông vận tải', successor: 'Bộ Xây dựng' },
  no_such_date: {},
  nought_missing: {},
  document_sign: { right: 'NĐ-CP' },
  document_kind: { right: 'Nghị định' },
  decimal_point: {},
  decomposed: {},
  other_alphabet: {},
  tcvn_font: {},
  vni_font: {},
};
const reasons = Object.entries(about).map(([reason, words]) => ({ because: reason, ...words }) as ProofReason);

afterEach(() => speak('vi'));

test('each reason has words of its own in each language, with all that it is about in them', async () => {
  const said = reasons.map(because);
  await speak('en');
  said.push(...reasons.map(because));
  // What it is about taken out: the words around it are to differ.
  const bare = said.map((sentence, at) => {
    const words = Object.values(Object.values(about)[at % reasons.length] ?? {}) as string[];
    return words.reduce((left, word) => left.replaceAll(word, '…'), sentence);
  });
  expect(bare.filter((words, at) => bare.indexOf(words) !== at)).toEqual([]);
  const left = reasons.flatMap(({ because: reason, ...words }, at) =>
    Object.values(words).flatMap((word) => [said[at], said[at + reasons.length]].filter((sentence) => !sentence?.includes(word)).map(() => `${reason}: ${word}`)),
  );
  expect(left).toEqual([]);
});

test('what is doubted is explained in Vietnamese, and in English where that is spoken', async () => {
  const reason: ProofReason = { because: 'confused', written: 'sử lý', right: 'xử lý' };
  expect(because(reason)).toBe('Có lẽ là “xử lý”, không phải “sử lý”.');
  await speak('en');
  expect(because(reason)).toBe('Probably “xử lý”, not “sử lý”.');
});
