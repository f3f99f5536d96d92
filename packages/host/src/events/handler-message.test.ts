import { expect, it } from 'vitest';
import { handlerMessage } from './handler-message.ts';

it.each<[why: string, thrown: unknown, message: string]>([
  ['the message of an error', new Error('No seat is left.'), 'No seat is left.'],
  ['the message of an object like an error', { message: 'No seat is left.' }, 'No seat is left.'],
  ['a text', 'No seat is left.', 'No seat is left.'],
  [
    'the name of an error without a message',
    new TypeError(),
    'The handler threw TypeError without a message.',
  ],
  ['that an object has no message', { code: 7 }, 'The handler threw something without a message.'],
  ['that undefined has no message', undefined, 'The handler threw something without a message.'],
  ['control characters as text', 'a\u001B[2Jb\r\nc\u0000\u009Bd', 'a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{0}\\u{9b}d'],
  ['line ends of Unicode as text', 'a\u2028b', 'a\\u{2028}b'],
  ['a lone surrogate as text', 'a\uD83Db', 'a\\u{d83d}b'],
  ['other characters unchanged', 'Zoë 🙂', 'Zoë 🙂'],
])('the message of a handler shows %s', (_, thrown, message) => {
  expect(handlerMessage(thrown)).toBe(message);
});

it('the message of a handler is limited in length', () => {
  expect(handlerMessage(new Error('é'.repeat(10_000))).length).toBeLessThanOrEqual(501);
});
