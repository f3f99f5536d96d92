import fc from 'fast-check';
import type { Json } from '../json.ts';

/** Names that every object inherits, or that are special in JavaScript. */
export const hostileNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'toJSON',
  'length',
  '__defineGetter__',
] as const;

/** UTF-16 units of any kind, lone surrogates included. */
const unit = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'aA.:[]"\\ 0{}$-_é😀ς\u0301Ａ\n\t') },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) },
);

/** Any text, NUL and lone surrogates included. */
export const anyText = fc.oneof(fc.string({ unit, maxLength: 30 }), fc.string({ unit: 'binary' }));

/** Empty strings, unstorable characters, strings that look like other types, and injections. */
const strange = [
  ['', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', '😀', '%', '_', "' OR 1=1 --"],
  ['True', 'FALSE', 'null', '[]', '0', '-0', '1e400', 'work', 'WORK', 'YWI=', 'YW=I'],
  ['2026-01-31T12:00:00Z', '2026-02-31T25:00:00Z', '{', '{}', '{"value":"x"}'],
  ['{"value":{"value":"x"}}', '{"value":"\\u0000"}', '{"__proto__":{"a":1}}'],
].flat();

/** Text that looks like something else, or like an attack. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...hostileNames, ...strange),
  },
  { weight: 3, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', 'é', '😀', '\u0390'), fc.constantFrom(256, 257, 512, 513, 32_768, 32_769))
      .map(([char, times]) => char.repeat(times)),
  },
);

const hostileNumber = fc.oneof(
  // JSON.parse reads 1e400 as Infinity.
  fc.constantFrom(
    0,
    -0,
    1,
    -1,
    1.5,
    1e21,
    2 ** 53,
    -(2 ** 53),
    2 ** 53 - 1,
    5e-324,
    1e308,
    Infinity,
    -Infinity,
  ),
  fc.double({ noNaN: true }),
  fc.integer(),
);

const hostileScalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: hostileNumber },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** An object of these entries as from `JSON.parse`: `__proto__` is an ordinary key. */
export function objectOf(entries: readonly (readonly [string, Json])[]): Record<string, Json> {
  return Object.fromEntries(entries);
}

/** Any JSON value, some of whose keys come from `names`. */
export function hostileJson(names: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  const key = fc.oneof(names, fc.constantFrom(...hostileNames), hostileText);
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 4, arbitrary: hostileScalar },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
      { weight: 2, arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(objectOf) },
    ),
  }));
  return value;
}

/** Nested arrays, or nested objects with this key. */
export function nested(depth: number, key?: string): Json {
  let value: Json = 'x';
  for (let level = 0; level < depth; level += 1)
    value = key === undefined ? [value] : objectOf([[key, value]]);
  return value;
}
