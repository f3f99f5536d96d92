import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { string, type Attribute, type Schema } from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { defaultProjection, parseProjection, project, type Projection } from './project.ts';
import { writtenByResource } from './written-paths.ts';

const CORE = 'urn:example:scim:schemas:core:2.0:Thing';
const EXTENSION = 'urn:example:scim:schemas:extension:more:2.0:Thing';

/** Each value is its own `returned`, after that of the attribute around it: `never/request`. */
const kinds = ['always', 'default', 'request', 'never'] as const;
type Kind = (typeof kinds)[number];
const simple = (name: string, returned: Kind): Attribute => ({ ...string(name, ''), returned });
const attributesOf = (start: string): readonly Attribute[] =>
  kinds.flatMap((returned) => [
    simple(`${start}${returned}`, returned),
    ...[false, true].map((multiValued): Attribute => ({
      ...string(`${start}${returned}${multiValued ? 'List' : 'Parts'}`, ''),
      type: 'complex',
      multiValued,
      returned,
      subAttributes: kinds.map((kind) => simple(kind, kind)),
    })),
  ]);
const schemaOf = (id: string, start: string): Schema => ({
  id,
  name: start,
  description: '',
  attributes: attributesOf(start),
});
const [core, extension] = [schemaOf(CORE, 'c'), schemaOf(EXTENSION, 'e')];
const rows = [
  ...core.attributes.map(({ name, type }) => attribute(name, type)),
  ...extension.attributes.map(({ name, type }) => attribute(`${EXTENSION}:${name}`, type)),
];
const type: ResourceType = defineProfile({
  name: 'Thing',
  endpoint: '/Things',
  schema: core,
  extensions: [extension],
  rows,
}).type;

const anyParts = (of: Attribute): fc.Arbitrary<Json> =>
  fc
    .subarray([...kinds], { minLength: 1 })
    .map((names) => Object.fromEntries(names.map((name) => [name, `${of.returned}/${name}`])));
const anyValue = (of: Attribute): fc.Arbitrary<Json> => {
  if (of.type !== 'complex') return fc.constant(of.returned);
  return of.multiValued ? fc.array(anyParts(of), { minLength: 1, maxLength: 3 }) : anyParts(of);
};
const anyOf = (attributes: readonly Attribute[]): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(...attributes.map((of) => fc.option(anyValue(of).map((value) => [of.name, value] as const))))
    .map((entries) => Object.fromEntries(entries.filter((entry) => entry !== null)));
const anyResource: fc.Arbitrary<JsonObject> = fc
  .tuple(anyOf(core.attributes), anyOf(extension.attributes))
  .map(([own, more]) => ({ id: 'x', ...own, ...(Object.keys(more).length > 0 && { [EXTENSION]: more }) }));

const paths = [core, extension].flatMap(({ id, attributes }) =>
  attributes.flatMap(({ name, subAttributes = [] }) => {
    const path = id === CORE ? name : `${id}:${name}`;
    return [path, ...subAttributes.map((sub) => `${path}.${sub.name}`)];
  }),
);
const anyList = fc
  .array(fc.constantFrom(...paths, EXTENSION, 'id', 'foo'), { maxLength: 5 })
  .map((list) => list.join(','));
const anyProjection: fc.Arbitrary<Projection> = fc
  .tuple(fc.constantFrom('attributes', 'excludedAttributes'), anyList, fc.option(anyResource))
  .map(([parameter, list, body]) => ({
    ...parseProjection({ [parameter]: list }, type, openParseContext()),
    written: body === null ? undefined : writtenByResource(body, type),
  }));

/** The strings in a value, which say how each of them is returned. */
function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

describe('whatever a client requested or wrote', () => {
  it('values that are never returned are hidden, in sub-attributes and extensions too', () => {
    fc.assert(
      fc.property(anyResource, anyProjection, (resource, projection) => {
        expect(textsIn(project(resource, projection, type)).filter((text) => text.includes('never'))).toEqual(
          [],
        );
      }),
    );
  });

  it('values that are always returned are shown', () => {
    const always = (value: Json): readonly string[] =>
      textsIn(value).filter((text) => /^always(?:\/always)?$/.test(text));
    fc.assert(
      fc.property(anyResource, anyProjection, (resource, projection) => {
        expect(always(project(resource, projection, type))).toEqual(always(resource));
      }),
    );
  });

  it('values that are returned on request are hidden, unless a path was named or written', () => {
    fc.assert(
      fc.property(anyResource, anyList, (resource, list) => {
        for (const projection of [
          defaultProjection,
          parseProjection({ excludedAttributes: list }, type, openParseContext()),
        ])
          expect(
            textsIn(project(resource, projection, type)).filter((text) => text.includes('request')),
          ).toEqual([]);
      }),
    );
  });

  it('a written resource is shown completely, except values that are never returned', () => {
    fc.assert(
      fc.property(anyResource, (resource) => {
        const shown = project(
          resource,
          { ...defaultProjection, written: writtenByResource(resource, type) },
          type,
        );
        const returned = textsIn(resource).filter((text) => !text.includes('never'));
        expect(textsIn(shown)).toEqual(returned);
      }),
    );
  });

  it('a named path is shown, unless it is never returned', () => {
    for (const path of paths) {
      const [, kind = ''] = /(always|default|request|never)(?:Parts|List)?(?:[.]\w+)?$/.exec(path) ?? [];
      if (kind === 'never' || path.endsWith('never')) continue;
      const whole = Object.fromEntries(kinds.map((name) => [name, `${kind}/${name}`]));
      const [name = ''] = path.replace(`${EXTENSION}:`, '').split('.');
      const value = name.endsWith('Parts') ? whole : name.endsWith('List') ? [whole] : kind;
      const resource = path.startsWith('urn:') ? { [EXTENSION]: { [name]: value } } : { [name]: value };
      const shown = project(resource, parseProjection({ attributes: path }, type, openParseContext()), type);
      const part = path.includes('.', path.lastIndexOf(':') + 1) ? `${kind}/${path.split('.').at(-1)}` : kind;
      expect({
        path,
        texts: textsIn(shown).filter((text) => text === part || text.startsWith(`${part}/`)),
      }).toMatchObject({
        texts: expect.arrayContaining([expect.any(String)]) as unknown,
      });
    }
  });
});

it('a type is plain if and only if all its attributes are returned by default or always', () => {
  expect(type.isPlain).toBe(false);
  const plainRows = rows.filter(({ path }) => /(?:default|always)$/.test(path));
  const plain = defineProfile({
    name: 'Thing',
    endpoint: '/Things',
    schema: core,
    extensions: [extension],
    rows: plainRows,
  });
  expect(plain.type.isPlain).toBe(true);
  const one = defineProfile({
    name: 'Thing',
    endpoint: '/Things',
    schema: core,
    extensions: [extension],
    rows: rows.filter(({ path }) => path === `${EXTENSION}:edefaultList`),
  });
  expect(one.type.isPlain).toBe(false);
});
