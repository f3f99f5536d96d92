import { openParseContext, parseResource, type JsonObject, type Resource } from '@scimwright/core';
import { applyPatch, bindPatch, decodePatch } from '@scimwright/core/patch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openContext } from '../expression/evaluated.fixture.ts';
import { mapObject } from '../mapping/map-object.ts';
import { defaultProfiles, profileMapping } from '../mapping/profile-mapping.ts';
import { sourceAttributes } from '../mapping/source-attributes.ts';
import { createBody } from './create-body.ts';
import { differences, type Difference } from './differences.ts';
import { updateRequest } from './patch-requests.ts';
import { dialects, entraKnobs, type Dialect } from './wire-knobs.ts';

const profiles = defaultProfiles();
const { type } = profiles.users;
const { users } = profileMapping(profiles);
const attributes = [...new Set(users.attributes.flatMap(({ source }) => sourceAttributes(source)))];

/** Words that differ from each other, and some that differ in letter case alone. */
const word = fc.constantFrom(
  'Mira',
  'MIRA',
  'Åse',
  'Łukasz',
  'Ngọc',
  '李',
  '"quoted"',
  'back\\slash',
  '+47 55',
  'a b',
);
const person = fc
  .record(Object.fromEntries(attributes.map((name) => [name, fc.option(word, { nil: undefined })])))
  .map(
    (some) =>
      new Map(
        Object.entries({
          ...some,
          userPrincipalName: some['userPrincipalName'] ?? 'x',
          IsSoftDeleted: 'False',
        }),
      ),
  );

const mappedTo = (source: ReadonlyMap<string, string | undefined>, isNew: boolean) =>
  mapObject(users, { get: (name) => source.get(name) ?? null }, openContext(), isNew);

function created(source: ReadonlyMap<string, string | undefined>): Resource {
  return parseResource(createBody('User', mappedTo(source, true), entraKnobs), type, openParseContext())
    .resource;
}

function patched(resource: Resource, changes: readonly Difference[], dialect: Dialect): Resource {
  if (changes.length === 0) return resource;
  const { body } = updateRequest('User', 'u1', changes, { dialect });
  const context = openParseContext();
  return applyPatch(resource, bindPatch(decodePatch(body, context), type, context), type, context).resource;
}

/** As the application shows it. */
const shown = (resource: Resource): JsonObject => ({ ...resource, id: 'u1' });

describe('whatever a person was and is', () => {
  it.each(dialects)('nothing differs after the creation, in the dialect %s', () => {
    fc.assert(
      fc.property(person, (source) => {
        expect(differences(mappedTo(source, false), shown(created(source)))).toEqual([]);
      }),
    );
  });

  it.each(dialects)('nothing differs after one PATCH, in the dialect %s', (dialect) => {
    fc.assert(
      fc.property(person, person, (before, after) => {
        const values = mappedTo(after, false);
        const resource = created(before);
        const next = patched(resource, differences(values, shown(resource)), dialect);
        expect(differences(values, shown(next))).toEqual([]);
      }),
    );
  });

  it('both dialects lead to the same user', () => {
    fc.assert(
      fc.property(person, person, (before, after) => {
        const resource = created(before);
        const changes = differences(mappedTo(after, false), shown(resource));
        const [one, other] = dialects.map((dialect) => patched(resource, changes, dialect));
        expect(one).toEqual(other);
      }),
    );
  });
});
