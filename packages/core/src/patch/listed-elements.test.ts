import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { Json } from '../json.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { boolean, complex, string } from '../schema/attribute.ts';
import { listedElements } from './listed-elements.ts';

const emails = complex(
  'emails',
  'Mail addresses.',
  [
    string('value', 'An address.'),
    string('type', 'Its type.'),
    boolean('primary', 'Whether it is the first.'),
    string('display', 'Its label.'),
  ],
  { multiValued: true },
);
const element = { value: 'a', type: 'work', primary: true };

const listed = (...items: readonly Json[]) => listedElements(items, emails, 'emails', openParseContext());

describe('a list of elements to remove names an element', () => {
  it.each<{ item: Json; why: string }>([
    { item: 'a', why: 'by its bare value' },
    { item: { value: 'a' }, why: 'by its value' },
    { item: { VALUE: 'a' }, why: 'by its value, whatever the letter case of the name' },
    { item: { value: 'A' }, why: 'by its value, which compares without case' },
    { item: { value: 'a', type: 'home' }, why: 'by its value, whatever the other sub-attributes are' },
    { item: { type: 'work' }, why: 'by its other sub-attributes, if it has no value' },
    {
      item: { type: 'work', primary: 'True' },
      why: 'by sub-attributes, which are parsed like those of any element',
    },
    { item: { type: 'work', primary: true, display: null }, why: 'by all its sub-attributes, except null' },
    { item: '{"value":"a"}', why: 'by JSON text' },
  ])('$item: $why', ({ item }) => {
    expect(listed('b', item)?.(element)).toBe(true);
  });

  it.each<{ item: Json; why: string }>([
    { item: 'b', why: 'another value' },
    { item: { type: 'work', primary: false }, why: 'only one sub-attribute matches' },
    { item: { type: 'work', display: 'x' }, why: 'it has a sub-attribute that the element lacks' },
  ])('but not $item: $why', ({ item }) => {
    expect(listed(item)?.(element)).toBe(false);
    expect(listed(item)?.({ type: 'home' })).toBe(false);
  });

  it.each<Json>([null, {}, '', { value: null, type: 'work' }, { value: '' }, { type: null }, { foo: 'x' }])(
    '%j names nothing',
    (item) => {
      expect(listed(item)).toBeUndefined();
    },
  );

  it.each<Json>([7, true, ['a'], { value: 7 }, { constructor: 'x', primary: 'maybe' }])(
    '%j cannot be an element, and is invalidValue',
    (item) => {
      expect(refusalOf(() => listed(item)).code).toBe('invalidValue');
    },
  );
});
