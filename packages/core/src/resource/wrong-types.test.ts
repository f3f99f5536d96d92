import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { objectOf } from '../fuzz/hostile-json.fixture.ts';
import { resourceTypes, typeNames } from '../fuzz/resource-types.fixture.ts';
import type { Json, JsonObject } from '../json.ts';
import { PATCH_OP } from '../message/urn.ts';
import { applyPatch } from '../patch/apply.ts';
import { bindPatch } from '../patch/bind.ts';
import { decodePatch } from '../patch/decode.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { Attribute, AttributeType } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { parseResource } from './parse-resource.ts';

/** Values of every kind, some of them huge or strange. `JSON.parse` reads 1e400 as Infinity. */
const values: Readonly<Record<string, Json>> = {
  'a string': 'banana',
  'a string with NUL': 'a\0b',
  'a lone surrogate': '\ud83d',
  'a string of 32,769 characters': 'x'.repeat(32_769),
  true: true,
  false: false,
  'a number': 5,
  'a fraction': 1.5,
  'a number beyond whole ones': 2 ** 53 + 2,
  '1e21': 1e21,
  '1e400': JSON.parse('1e400') as Json,
  'an empty object': {},
  'an object with __proto__': objectOf([['__proto__', { value: 'x' }]]),
  'an array of an array': [['x']],
  'an array of numbers': [1, 2],
  'an array of two objects': [{ value: 'x' }, { value: 'y' }],
};

/** The kinds that a single-valued attribute accepts; it must refuse all others. */
const taken: Readonly<Record<AttributeType, readonly string[]>> = {
  string: ['a string'],
  reference: ['a string'],
  binary: ['a string'],
  dateTime: [],
  boolean: ['true', 'false'],
  integer: ['a number'],
  decimal: ['a number', 'a fraction', 'a number beyond whole ones', '1e21'],
  complex: ['an empty object', 'an object with __proto__'],
};
const takenAsWhole: ReadonlySet<string> = new Set([
  'a string',
  'an object with __proto__',
  'an empty object',
]);

interface Place {
  readonly path: string;
  readonly attribute: Attribute;
  /** The complex attribute, if this is a sub-attribute. */
  readonly parent: Attribute | undefined;
  readonly extension: string | undefined;
}

/** Every attribute and sub-attribute of a type that a client can set, except the members. */
function placesOf(type: ResourceType): readonly Place[] {
  const settable = ({ mutability }: Attribute): boolean => mutability !== 'readOnly';
  const own = (attributes: readonly Attribute[], extension: string | undefined): readonly Place[] =>
    attributes.filter(settable).flatMap((attribute) => {
      const path = extension === undefined ? attribute.name : `${extension}:${attribute.name}`;
      const parts = (attribute.subAttributes ?? []).filter(settable);
      return [
        { path, attribute, parent: undefined, extension },
        ...parts.map((sub) => ({
          path: `${path}.${sub.name}`,
          attribute: sub,
          parent: attribute,
          extension,
        })),
      ];
    });
  const externalId = commonAttributes.filter(({ name }) => name === 'externalId');
  return [
    ...own(
      type.schema.attributes.filter((each) => each !== type.membership),
      undefined,
    ),
    ...own(externalId, undefined),
    ...type.extensions.flatMap(({ schema }) => own(schema.attributes, schema.id)),
  ];
}

/** A resource with only that value in that place. */
function resourceWith({ attribute, parent, extension }: Place, value: Json): JsonObject {
  const part = objectOf([[attribute.name, value]]);
  const whole = parent === undefined ? part : objectOf([[parent.name, parent.multiValued ? [part] : part]]);
  return extension === undefined ? whole : objectOf([[extension, whole]]);
}

function isTaken({ attribute }: Place, kind: string): boolean {
  const { multiValued, type, subAttributes = [] } = attribute;
  const hasValue = subAttributes.some(({ name }) => name === 'value');
  if (type !== 'complex') {
    if (!multiValued) return taken[type].includes(kind);
    if (kind === 'an array of two objects') return taken[type].includes('a string');
    return kind === 'an array of numbers' && taken[type].includes('a number');
  }
  if (multiValued) return kind === 'an array of two objects';
  return takenAsWhole.has(kind) && (kind !== 'a string' || hasValue);
}

describe.each(typeNames)('a value of a wrong type for any attribute of %s', (name) => {
  const type = resourceTypes[name];
  const wrong = placesOf(type).flatMap((place) =>
    Object.entries(values).flatMap(([kind, value]) => (isTaken(place, kind) ? [] : [{ place, kind, value }])),
  );

  it('is refused in a body, with the attribute and the remedy', () => {
    for (const { place, kind, value } of wrong) {
      const body = { schemas: [type.schema.id], ...resourceWith(place, value) };
      expectNamed(() => parseResource(body, type, openParseContext()), place.path, kind);
    }
    expect(wrong.length).toBeGreaterThan(20);
  });

  it('is refused in a PATCH, with the attribute and the remedy', () => {
    for (const { place, kind, value } of wrong.filter(({ place }) => place.parent === undefined)) {
      const isElement = place.attribute.multiValued && !Array.isArray(value);
      // RFC 7644 §3.5.2.1: add accepts one value of a multi-valued attribute, as a list of one.
      if (isElement) continue;
      const body = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: place.path, value }] };
      expectNamed(
        () => {
          const context = openParseContext();
          return applyPatch({}, bindPatch(decodePatch(body, context), type, context), type, context);
        },
        place.path,
        kind,
      );
    }
  });
});

function expectNamed(action: () => unknown, path: string, kind: string): void {
  const { code, message } = refusalOf(() => {
    const value = action();
    throw new Error(`${path} took ${kind}: ${JSON.stringify(value)}`);
  });
  expect([path, kind, code]).toEqual([path, kind, 'invalidValue']);
  const [attribute = ''] = path.split('.value', 1);
  expect(message.startsWith(attribute)).toBe(true);
  expect(message.slice(attribute.length)).toMatch(/must|send|remove it|shorten it|mark one/);
}
