import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBodyProblem as search, type BodyProblem } from './find-body-problem.ts';

const ANY = 1_000;

function findBodyProblem(text: string, levels: number, keys = ANY): BodyProblem | undefined {
  return inPortions(text, levels, keys).fault;
}

/** Searches to the end, and counts the pauses in which other work can run. */
function inPortions(text: string, levels: number, keys = ANY) {
  const going = search(text, { levels, keys, elements: 100_000 });
  let turns = 0;
  for (let step = going.next(); ; step = going.next()) {
    if (step.done === true) return { fault: step.value, turns };
    turns += 1;
  }
}

describe('a repeated key', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"A":2}', 'A'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"\\"":1,"\\u0022":2}', '"'],
    ['{"a\\\\":1,"a\\\\":2}', 'a\\'],
    ['{"":1,"":2}', ''],
    ['{"a":{"b":1,"c":[{"d":1,"d":2}]}}', 'd'],
    ['{"a":{"a":1},"b":"}","a":2}', 'a'],
    ['{"a" : 1 , \n "b":2,\t"a"\r:3}', 'a'],
    ['[1,{"x":"\\\\","x":"y"}]', 'x'],
  ])('%s is found', (text, key) => {
    expect(findBodyProblem(text, ANY)).toEqual({ kind: 'repeated', key });
  });

  it.each([
    '{}',
    '[]',
    '"a"',
    '1',
    '{"a":"a","b":["a","a"]}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":2}]',
    '{"a":"\\"a\\":1,\\"a\\":2"}',
    '{"a":"{\\"b\\":1,\\"b\\":2}","b":"\\\\"}',
    '{"a":": ","b":" :"}',
  ])('is not found in %s', (text) => {
    expect(findBodyProblem(text, ANY)).toBeUndefined();
  });
});

describe('nesting', () => {
  it.each([
    ['{"a":[{"b":1}]}', 3],
    ['[[[]]]', 3],
    ['[[],[],{}]', 2],
    ['"[[[["', 0],
  ])('of %s are %i', (text, levels) => {
    expect(findBodyProblem(text, levels)).toBeUndefined();
    expect(findBodyProblem(text, levels - 1)).toEqual(levels === 0 ? undefined : { kind: 'deep' });
  });
});

describe('a key that reaches for a prototype', () => {
  it.each(['{"__proto__":1}', '{"a":[{"\\u005f_proto__":1}]}'])('%s is found', (text) => {
    expect(findBodyProblem(text, ANY)).toEqual({ kind: 'prototype' });
  });

  it.each(['{"a":"__proto__"}', '{"constructor":1,"prototype":2}'])('is not found in %s', (text) => {
    expect(findBodyProblem(text, ANY)).toBeUndefined();
  });
});

describe('an object with more keys than allowed', () => {
  const wide = (keys: number): string =>
    `{"a":[{${Array.from({ length: keys }, (_, at) => `"k${at}":${at}`).join(',')}}]}`;

  it('is found, and one with as many as allowed is not', () => {
    expect(findBodyProblem(wide(11), ANY, 10)).toEqual({ kind: 'wide' });
    expect(findBodyProblem(wide(10), ANY, 10)).toBeUndefined();
  });

  it('is found before the rest of it is read', () => {
    expect(inPortions(wide(60_000), ANY)).toEqual({ fault: { kind: 'wide' }, turns: 0 });
  });
});

describe('an array with more elements than allowed', () => {
  it('is found before the rest of it is read, and a shorter one is not', () => {
    const array = (elements: number): string => `{"a":[[1,2],${'1,'.repeat(elements - 2)}1]}`;
    expect(inPortions(array(500_000), ANY)).toMatchObject({ fault: { kind: 'long' }, turns: 3 });
    expect(inPortions(array(100_000), ANY).fault).toBeUndefined();
  });
});

describe('a text', () => {
  it('is read in portions if it is long', () => {
    const members = Array.from({ length: 20_000 }, (_, at) => ({ value: `user-${at}` }));
    const text = JSON.stringify({ members });
    expect(inPortions(text, ANY)).toEqual({ fault: undefined, turns: Math.floor(text.length / 65_536) });
  });

  it.each(['{"a', '{"a":', '{"\\x":1}', '{"\\u00":1}', ']]}', '"', '{"a":1,}', '\u0000', '{"a" "b":1}'])(
    '%j, which is not JSON, is read to its end without an error',
    (text) => {
      expect(() => findBodyProblem(text, ANY)).not.toThrow();
    },
  );
});

/** A JSON value and its text, in which a key of an object may occur twice. */
type Written = { readonly text: string; readonly value: unknown; readonly isRepeated: boolean };

const space = fc.constantFrom('', ' ', '\n', '\t ');
const name = fc.oneof(
  fc.constantFrom('a', 'A', 'b', '"', '\\', '{', '}:', 'é', 'K'),
  fc.string({ maxLength: 3 }),
);
/** A JSON string, with or without every character escaped. */
const quoted = (text: string, isEscaped: boolean): string =>
  isEscaped ? `"${[...text].map(escapeAll).join('')}"` : JSON.stringify(text);
const escapeAll = (char: string): string =>
  char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue({ maxDepth: 0 }).map((value) => ({ text: JSON.stringify(value), value, isRepeated: false })),
    fc.tuple(fc.array(tie('written'), { maxLength: 3 }), space).map(([items, gap]) => ({
      text: `[${gap}${items.map(({ text }) => text).join(`${gap},`)}]`,
      value: items.map(({ value }) => value),
      isRepeated: items.some(({ isRepeated }) => isRepeated),
    })),
    fc
      .tuple(fc.array(fc.tuple(name, tie('written'), fc.boolean()), { maxLength: 5 }), space)
      .map(([pairs, gap]) => ({
        text: `{${pairs.map(([key, { text }, isEscaped]) => `${gap}${quoted(key, isEscaped)}${gap}:${gap}${text}`).join(',')}${gap}}`,
        value: Object.fromEntries(pairs.map(([key, { value }]) => [key, value])),
        isRepeated:
          pairs.some(([, { isRepeated }]) => isRepeated) ||
          new Set(pairs.map(([key]) => key.toLowerCase())).size < pairs.length,
      })),
  ),
}));

describe('any JSON text', () => {
  it('has a repeated key exactly when it was written with one', () => {
    fc.assert(
      fc.property(written, ({ text, value, isRepeated }) => {
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(findBodyProblem(text, ANY)?.kind).toBe(isRepeated ? 'repeated' : undefined);
      }),
      { numRuns: 500 },
    );
  });
});
