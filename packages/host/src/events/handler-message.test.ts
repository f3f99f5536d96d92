import { expect, it } from 'vitest';
import { handlerMessage } from './handler-message.ts';

it.each<[why: string, thrown: unknown, message: string]>([
  ['the message of an error', new Error('No seat is left.'), 'No seat is left.'],
  ['the message of what is like one', { message: 'No seat is left.' }, 'No seat is left.'],
  ['a text', 'No seat is left.', 'No seat is left.'],
  [
    'the name of an error that says nothing',
    new TypeError(),
    'The handler threw TypeError without a message.',
  ],
  ['that there is none in anything else', { code: 7 }, 'The handler threw something without a message.'],
  ['that there is none in nothing', undefined, 'The handler threw something without a message.'],
  ['control characters as text', 'a\u001B[2Jb\r\nc\u0000\u009Bd', 'a\\u{1b}[2Jb\\u{d}\\u{a}c\\u{0}\\u{9b}d'],
  ['line ends of Unicode as text', 'a\u2028b', 'a\\u{2028}b'],
  ['half a character as text', 'a\uD83Db', 'a\\u{d83d}b'],
  ['whole characters as they are', 'Zoë 🙂', 'Zoë 🙂'],
])('the message of a handler that threw %s', (_, thrown, message) => {
  expect(handlerMessage(thrown)).toBe(message);
});

it('the message of a handler is limited in length', () => {
  expect(handlerMessage(new Error('é'.repeat(10_000))).length).toBeLessThanOrEqual(501);
});
