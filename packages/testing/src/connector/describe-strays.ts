import type { JsonObject } from '@scimwright/core';
import { describe, expect, it, vi } from 'vitest';
import { entraBody } from '../sample/samples.ts';
import type { OpenTenant } from '../serve/test-server.ts';
import { createResource } from '../serve/create-resource.ts';
import { patchResource } from '../serve/patch-resource.ts';
import { send } from '../serve/send.ts';
import type { ConnectorSuite } from './connector-suite.ts';
import { profilesOf } from './profiles-of.ts';

const EXTENSION = 'urn:ietf:params:scim:schemas:extension:Berth:2.0:User';
const STRAYS: JsonObject = { shoeSize: '42', [EXTENSION]: { berthNumber: '7' } };

/** Tests that unmapped attributes are left out, and that the tenant's provisioning log names them. */
export function describeStrays({ connector, samples, server }: ConnectorSuite): void {
  /** Waits for the log, since a request without a change is logged in a batch, a moment later. */
  const expectIgnored = ({ tenant }: OpenTenant, method: string, ignored: readonly string[]): Promise<void> =>
    vi.waitFor(async () => {
      const { entries } = await server().admin.store.log.read(tenant.id, { limit: 100 });
      expect(entries).toContainEqual(expect.objectContaining({ method, ignored }));
    }, 5_000);

  for (const { kind, collection, profile } of profilesOf(connector)) {
    describe(`attributes that a ${kind} does not have`, () => {
      it('are left out of a create, and the provisioning log names them', async () => {
        const tenant = await server().openTenant();
        const sample = entraBody(connector, samples, kind, { with: STRAYS });
        const { body } = await createResource(tenant, collection, sample);
        expect(body).not.toHaveProperty('shoeSize');
        expect(body).not.toHaveProperty([EXTENSION]);
        await expectIgnored(tenant, 'POST', ['shoeSize', EXTENSION]);
      });

      if (connector.unmapped !== 'ignore') return;

      it('are skipped in a change, and the log names them', async () => {
        const tenant = await server().openTenant();
        const { path, body } = await createResource(tenant, collection, entraBody(connector, samples, kind));
        const stray = `${EXTENSION}:berthNumber`;
        const operations = ['shoeSize', stray].map((path) => ({ op: 'Replace', path, value: '7' }));
        const { status } = await patchResource(tenant, path, ...operations);
        expect(status).toBe(profile.type.membership === undefined ? 200 : 204);
        expect(await send(tenant, { method: 'GET', path })).toMatchObject({ status: 200, body });
        await expectIgnored(tenant, 'PATCH', ['shoeSize', stray]);
      });
    });
  }
}
