import { expect, test } from 'vitest';
import { asBackendError, refusal } from '../../src/backend/errors';
import { ERROR_CODES } from '../../src/backend/generated/protocol';
import { sentence, sentenceFor } from '../../src/shared/sentences';

/** English that slips in when a message is forgotten. Names that Vietnamese offices use are none. */
const ENGLISH = /\b(the|and|error|failed|file|invalid|unknown|request|not|please|undefined|null|NaN|internal|storage|media|portal)\b/i;

test.each(ERROR_CODES.map((code) => [code]))('%s has a sentence that says what happened and what to do', (code) => {
  const words = sentenceFor(code);
  expect(words.split(/[.;?!](?:\s|$)/).filter((part) => part.trim() !== '').length, words).toBeGreaterThanOrEqual(2);
  expect(words).not.toMatch(ENGLISH);
  expect(words, 'no parameter left open').not.toMatch(/[{}]/);
});

test('sizes are said in the units people use', () => {
  expect(sentenceFor('media_too_large', { bytes: '612000000', limit: '500000000' })).toContain('612 MB');
});

test('whatever was thrown becomes a sentence, and none of its words', () => {
  expect(sentence(new TypeError('Cannot read properties of undefined'))).toBe(sentenceFor('internal'));
  expect(sentence({ code: 'disk_full', message: 'No space left on device', params: {} })).toBe(sentenceFor('disk_full'));
  expect(sentence({ code: 'a_code_of_tomorrow', message: '', params: {} })).toBe(sentenceFor('internal'));
});

test('an error that was already understood stays itself', () => {
  const error = refusal('locked', 'closed');
  expect(asBackendError(error)).toBe(error);
});
