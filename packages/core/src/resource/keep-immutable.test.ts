import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { defineSchema } from '../schema/define-schema.ts';
import { userSchema } from '../schema/user.ts';
import { checkEdit, keepImmutable, type ImmutableRule } from './keep-immutable.ts';

const URN = 'urn:example:scim:schemas:extension:badge:2.0:User';
const stays = { description: 'It stays.', mutability: 'immutable' } as const;
const schema = defineSchema({
  id: URN,
  name: 'Badge',
  description: 'A badge',
  attributes: [
    { name: 'badge', ...stays },
    { name: 'since', type: 'dateTime', ...stays },
    { name: 'doors', multiValued: true, ...stays },
    {
      name: 'post',
      description: 'Where they work.',
      type: 'complex',
      subAttributes: [
        { name: 'quay', description: 'The quay.' },
        { name: 'code', ...stays },
      ],
    },
    {
      name: 'keys',
      description: 'Their keys.',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', description: 'The name.' },
        { name: 'number', ...stays },
      ],
    },
  ],
});
const { type } = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [schema],
  rows: [
    attribute('title', 'string'),
    ...schema.attributes.map(({ name, type }) => attribute(`${URN}:${name}`, type)),
  ],
});

const WHOLE = {
  badge: 'N-1',
  since: '2026-01-31T12:00:00Z',
  doors: ['a', 'b'],
  post: { quay: '1', code: 'Q1' },
  keys: [{ value: 'gate', number: '7' }],
};
const before: JsonObject = { title: 'Dr', [URN]: WHOLE };
const kept = (own: JsonObject, rule: ImmutableRule): unknown =>
  keepImmutable(before, { title: 'Prof', [URN]: own }, type, rule)[URN];

describe('an immutable attribute', () => {
  it('may be set if it has no value', () => {
    expect(keepImmutable({ title: 'Dr' }, before, type, 'same')).toEqual(before);
  });

  it.each<[why: string, own: JsonObject, rule: ImmutableRule, expected: JsonObject]>([
    ['may be sent again', WHOLE, 'same', WHOLE],
    [
      'keeps its spelling if an equal value is sent',
      { ...WHOLE, badge: 'n-1', since: '2026-01-31T13:00:00+01:00' },
      'same',
      WHOLE,
    ],
    [
      'does not affect other attributes',
      { ...WHOLE, post: { code: 'Q1' }, keys: [] },
      'same',
      { ...WHOLE, post: { code: 'Q1' }, keys: [] },
    ],
    ['may be left out of a PUT', { keys: [] }, 'absent', { ...WHOLE, post: { code: 'Q1' }, keys: [] }],
    [
      'is kept by the rule any, whatever is sent',
      { badge: 'x', doors: ['c'], post: { quay: '2', code: 'Q2' } },
      'any',
      { ...WHOLE, post: { quay: '2', code: 'Q1' }, keys: undefined as never },
    ],
  ])('%s', (_, own, rule, expected) => {
    expect(kept(own, rule)).toEqual(expected);
  });

  it.each<[own: JsonObject, rule: ImmutableRule, path: string]>([
    [{ ...WHOLE, badge: 'N-2' }, 'same', `${URN}:badge`],
    [{ ...WHOLE, badge: 'N-2' }, 'absent', `${URN}:badge`],
    [{ ...WHOLE, since: '2026-01-31T12:00:00.001Z' }, 'same', `${URN}:since`],
    [{ ...WHOLE, doors: ['a'] }, 'absent', `${URN}:doors`],
    [{ ...WHOLE, doors: ['a', 'b', 'c'] }, 'same', `${URN}:doors`],
    [{ ...WHOLE, post: { code: 'Q2' } }, 'absent', `${URN}:post.code`],
    [{ ...WHOLE, post: { quay: '1' } }, 'same', `${URN}:post.code`],
    [{}, 'same', `${URN}:badge`],
  ])('must not become %o by the rule %s', (own, rule, path) => {
    expect(refusalOf(() => kept(own, rule))).toMatchObject({ code: 'mutability', path });
  });
});

describe('an immutable sub-attribute of an element', () => {
  const keys = schema.attributes.find(({ name }) => name === 'keys');
  const check = (from: JsonObject, to: JsonObject): void => {
    if (keys !== undefined) checkEdit(keys, from, to, 'keys');
  };

  it.each<[JsonObject, JsonObject]>([
    [{ value: 'gate' }, { value: 'gate', number: '7' }],
    [
      { value: 'gate', number: '7' },
      { value: 'door', number: '7' },
    ],
    [{ value: 'gate', number: '7' }, { number: '7' }],
  ])('allows the change from %o to %o', (from, to) => {
    expect(() => check(from, to)).not.toThrow();
  });

  it.each<[JsonObject, JsonObject]>([
    [
      { value: 'gate', number: '7' },
      { value: 'gate', number: '8' },
    ],
    [{ value: 'gate', number: '7' }, { value: 'gate' }],
  ])('refuses the change from %o to %o', (from, to) => {
    expect(refusalOf(() => check(from, to))).toMatchObject({
      code: 'mutability',
      message: expect.stringContaining('number') as unknown,
    });
  });
});
