import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, ownValue, sameJson, withKey, type Json, type JsonObject } from './json.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>; // what JSON.parse can yield

describe('isObject', () => {
  it.each([
    { value: {}, is: true },
    { value: { a: 1 }, is: true },
    { value: null, is: false },
    { value: [], is: false },
    { value: 'x', is: false },
    { value: undefined, is: false },
  ])('$value: $is', ({ value, is }) => {
    expect(isObject(value)).toBe(is);
  });
});

describe('ownValue', () => {
  it.each([
    { key: 'a', is: 1, why: 'an own key' },
    { key: 'b', is: undefined, why: 'a missing key is absent' },
    { key: 'constructor', is: undefined, why: 'an inherited key is absent' },
    { key: '__proto__', is: undefined, why: 'so is its prototype' },
  ])('$key: $why', ({ key, is }) => {
    expect(ownValue({ a: 1 }, key)).toBe(is);
  });

  it('finds a __proto__ that a client sent', () => {
    expect(ownValue(JSON.parse('{"__proto__":5}') as JsonObject, '__proto__')).toBe(5);
  });
});

describe('sameJson', () => {
  it.each<{ why: string; left: Json | undefined; right: Json | undefined; same: boolean }>([
    { why: 'the order of keys does not count', left: { a: 1, b: 2 }, right: { b: 2, a: 1 }, same: true },
    { why: 'the order of elements does', left: [1, 2], right: [2, 1], same: false },
    { why: 'a longer list is a different one', left: [1], right: [1, 2], same: false },
    { why: 'an additional key makes a difference', left: { a: 1 }, right: { a: 1, b: 2 }, same: false },
    { why: 'a missing key makes a difference', left: { a: 1, b: 2 }, right: { a: 1 }, same: false },
    { why: 'keys of the same number but other names differ', left: { a: 1 }, right: { b: 1 }, same: false },
    { why: 'the values of the keys count', left: { a: 1, b: 2 }, right: { a: 1, b: 3 }, same: false },
    { why: 'an inherited name is not a key', left: { toString: 1 }, right: { a: 1 }, same: false },
    { why: 'a list is not an object', left: [], right: {}, same: false },
    { why: 'an object is not a list', left: {}, right: [], same: false },
    { why: 'null is not absent', left: null, right: undefined, same: false },
    { why: 'null is not an object', left: null, right: {}, same: false },
    { why: 'a string is not a number', left: '1', right: 1, same: false },
    { why: 'absent equals absent', left: undefined, right: undefined, same: true },
  ])('$why', ({ left, right, same }) => {
    expect(sameJson(left, right)).toBe(same);
  });

  it('equates every value with its copy, and is symmetric', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(sameJson(left, structuredClone(left))).toBe(true);
        expect(sameJson(left, right)).toBe(sameJson(right, left));
      }),
    );
  });
});

describe('withKey', () => {
  it.each([
    { why: 'sets a new key last', key: 'c', value: 3, text: '{"a":1,"b":2,"c":3}' },
    { why: 'replaces a value in its place', key: 'a', value: 9, text: '{"a":9,"b":2}' },
    { why: 'removes a key', key: 'a', value: undefined, text: '{"b":2}' },
    { why: 'keeps null as a value', key: 'a', value: null, text: '{"a":null,"b":2}' },
  ])('$why', ({ key, value, text }) => {
    expect(JSON.stringify(withKey(Object.freeze({ a: 1, b: 2 }), key, value))).toBe(text);
  });

  it('returns the same object if the key to remove is absent', () => {
    const object = { a: 1 };
    expect(withKey(object, 'b', undefined)).toBe(object);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'makes %s a plain key that reaches no prototype',
    (key) => {
      const object = withKey({}, key, { polluted: true });
      expect(Object.keys(object)).toEqual([key]);
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
      expect(withKey({}, 'a', 1)).not.toHaveProperty('polluted');
    },
  );
});
