import { isObject, type Json, type JsonObject } from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import { send } from '../serve/send.ts';
import { derivePaths, objectsIn } from './derive-paths.ts';
import type { ConnectorSuite } from './connector-suite.ts';
import { profilesOf } from './profiles-of.ts';

/**
 * Tests that the discovery endpoints describe the connector: Microsoft's gallery tests derive the target attributes from
 * `/Schemas`, and refuse nulls there.
 */
export function describeDiscovery({ connector, server }: ConnectorSuite): void {
  const get = async (path: string): Promise<JsonObject> => {
    const answer = await send(await server().openTenant(), { method: 'GET', path });
    expect(answer).toMatchObject({ status: 200, body: expect.any(Object) as unknown });
    return isObject(answer.body) ? answer.body : {};
  };
  const list = async (path: string): Promise<readonly JsonObject[]> => {
    const { Resources, totalResults } = await get(path);
    expect(Resources).toHaveLength(Number(totalResults));
    return objectsIn(Resources);
  };
  const profiles = profilesOf(connector);
  const schemasOf = ({ profile: { type } }: (typeof profiles)[number]): readonly string[] => [
    type.schema.id,
    ...type.extensions.map(({ schema }) => schema.id),
  ];

  describe('discovery', () => {
    it('lists the schemas of the connector and no others', async () => {
      const served = await list('/Schemas');
      expect(new Set(served.map(({ id }) => id))).toEqual(new Set(profiles.flatMap(schemasOf)));
    });

    for (const named of profiles) {
      const { kind, profile } = named;
      const own = async (): Promise<readonly JsonObject[]> =>
        (await list('/Schemas')).filter(({ id }) => schemasOf(named).includes(String(id)));

      for (const { path } of profile.rows) {
        it(`lets a client derive the ${path} of a ${kind} from /Schemas`, async () => {
          expect(derivePaths(await own())).toContain(path);
        });
      }

      it(`marks the required attributes of a ${kind} in /Schemas`, async () => {
        const marked = (await own()).flatMap(({ attributes }) =>
          objectsIn(attributes).flatMap(({ name, required }) => (required === true ? [name] : [])),
        );
        const required = profile.type.required.map(({ target }) => target.path.attribute.name);
        expect(new Set(marked)).toEqual(new Set(required));
      });
    }

    it('has canonicalValues on every type sub-attribute', async () => {
      const attributes = (await list('/Schemas')).flatMap((schema) => objectsIn(schema['attributes']));
      const withoutValues = attributes.filter((attribute) =>
        objectsIn(attribute['subAttributes']).some(
          ({ name, canonicalValues }) => name === 'type' && !Array.isArray(canonicalValues),
        ),
      );
      expect(withoutValues.map(({ name }) => name)).toEqual([]);
    });

    for (const path of ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig']) {
      it(`has no null in ${path}`, async () => {
        expect(nullsIn(await get(path), path)).toEqual([]);
      });
    }

    it('lists the resource types with their endpoints and schemas', async () => {
      const expected = profiles.map(({ profile: { type } }) => ({
        id: type.name,
        endpoint: type.endpoint,
        schema: type.schema.id,
        schemaExtensions: type.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
      }));
      expect(await list('/ResourceTypes')).toMatchObject(expected);
    });

    it('advertises filter and PATCH, and the authentication scheme', async () => {
      expect(await get('/ServiceProviderConfig')).toMatchObject({
        patch: { supported: true },
        filter: { supported: true },
        authenticationSchemes: [{ type: 'oauthbearertoken' }],
      });
    });
  });
}

/** The places of nulls in a value. */
function nullsIn(value: Json, place: string): readonly string[] {
  if (value === null) return [place];
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, at) => nullsIn(item, `${place}[${at}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => nullsIn(part, `${place}.${key}`));
}
