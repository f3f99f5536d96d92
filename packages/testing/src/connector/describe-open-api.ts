import { isObject, type Json, type JsonObject } from '@scimwright/core';
import { issueToken } from '@scimwright/server/admin';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { entraBody } from '../sample/samples.ts';
import { createResource } from '../serve/create-resource.ts';
import { patchResource } from '../serve/patch-resource.ts';
import { send } from '../serve/send.ts';
import { openApiContract } from './open-api-contract.ts';
import { profilesOf } from './profiles-of.ts';
import { readOpenApi } from './read-open-api.ts';
import { watchContract } from './watch-contract.ts';
import type { ConnectorSuite } from './connector-suite.ts';

const DISCOVERY = ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes', '/ResourceTypes/User'];

/**
 * Tests that the OpenAPI document of a tenant is valid and describes the connector. The transcripts test that Entra's
 * requests and the answers conform to the document.
 */
export function describeOpenApi({ connector, samples, server }: ConnectorSuite): void {
  const open = async () => {
    const tenant = await server().openTenant();
    return { tenant, contract: openApiContract(await readOpenApi(tenant)) };
  };

  describe('the OpenAPI document', () => {
    it('is valid under OpenAPI 3.1', async () => {
      const validator = new Validator();
      const document = await readOpenApi(await server().openTenant());
      expect(await validator.validate({ ...document })).toEqual({ valid: true });
      expect(validator.version).toBe('3.1');
    });

    it('names the Tenant URL as its server', async () => {
      const tenant = await server().openTenant();
      expect(await readOpenApi(tenant)).toMatchObject({ servers: [{ url: tenant.tenantUrl }] });
    });

    it('needs a token, as the schemas do', async () => {
      const { tenantUrl } = await server().openTenant();
      const answer = await send(
        { tenantUrl, secretToken: undefined },
        { method: 'GET', path: '/openapi.json' },
      );
      expect(answer).toMatchObject({ status: 401 });
    });

    it('has the resource types of the connector and no others', async () => {
      const { paths } = await readOpenApi(await server().openTenant());
      const collections = profilesOf(connector).map(({ collection }) => collection);
      const offered = Object.keys(isObject(paths) ? paths : {});
      const searched = offered.flatMap((path) => /^(\/.+)\/[.]search$/.exec(path)?.[1] ?? []);
      expect(searched).toEqual(collections);
    });

    it('has examples that conform to it', async () => {
      const document = await readOpenApi(await server().openTenant());
      const contract = openApiContract(document);
      const examples = examplesIn(document);
      expect(examples.length).toBeGreaterThan(0);
      expect(examples.flatMap(([name, value]) => contract.faultOf(name, value) ?? [])).toEqual([]);
    });

    for (const { kind, collection, profile } of profilesOf(connector)) {
      const input = `${profile.type.name}Input`;

      it(`describes a ${kind} as Entra creates it`, async () => {
        const { contract } = await open();
        expect(contract.faultOf(input, entraBody(connector, samples, kind))).toBeUndefined();
      });

      it(`describes the answers about a ${kind}`, async () => {
        const { tenant, contract } = await open();
        const { credentials, faults } = watchContract(tenant, contract);
        const body = entraBody(connector, samples, kind);
        const { path } = await createResource(credentials, collection, body);
        const [{ path: first } = { path: '' }] = profile.rows;
        await send(credentials, { method: 'PUT', path, body });
        await patchResource(credentials, path, { op: 'replace', path: first, value: null });
        for (const asked of [path, collection, '/', `${path}?attributes=${encodeURIComponent(first)}`])
          await send(credentials, { method: 'GET', path: asked });
        await send(credentials, { method: 'DELETE', path });
        expect(faults).toEqual([]);
      });

      for (const { path: required } of profile.type.required) {
        it(`does not accept a ${kind} without ${required}`, async () => {
          const { contract } = await open();
          const body = entraBody(connector, samples, kind, { set: { [required]: null } });
          expect(contract.faultOf(input, body)).toBeTypeOf('string');
        });
      }
    }

    it('describes the answers of /Me to the token of the tenant and to that of a user', async () => {
      const { tenant, contract } = await open();
      const { credentials, faults } = watchContract(tenant, contract);
      const { id: userId } = await createResource(tenant, '/Users', entraBody(connector, samples, 'user'));
      const { secret } = await issueToken(server().admin, tenant.tenant, { createdBy: 'suite', userId });
      const statuses: number[] = [];
      for (const secretToken of [tenant.secretToken, secret]) {
        const answer = await send({ ...credentials, secretToken }, { method: 'GET', path: '/Me' });
        statuses.push(answer.status);
      }
      expect([statuses, faults]).toEqual([[501, 200], []]);
    });

    it('describes the answers of discovery', async () => {
      const { tenant, contract } = await open();
      const { credentials, faults } = watchContract(tenant, contract);
      for (const path of DISCOVERY) await send(credentials, { method: 'GET', path });
      expect(faults).toEqual([]);
    });
  });
}

/** The examples in the schemas of a document, each with the name of its schema. */
function examplesIn({ components }: JsonObject): readonly (readonly [name: string, value: Json])[] {
  const schemas = isObject(components) ? components['schemas'] : undefined;
  return Object.entries(isObject(schemas) ? schemas : {}).flatMap(([name, schema]) => {
    const examples = isObject(schema) ? schema['examples'] : undefined;
    return Array.isArray(examples)
      ? (examples as readonly Json[]).map((value) => [name, value] as const)
      : [];
  });
}
