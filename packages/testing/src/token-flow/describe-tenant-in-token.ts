import { expect, it } from 'vitest';
import { profilesOf } from '../connector/profiles-of.ts';
import { entraBody } from '../sample/samples.ts';
import { createResource } from '../serve/create-resource.ts';
import { send } from '../serve/send.ts';
import type { TokenFlowSuite } from './token-flow-suite.ts';

/** Tests that the token alone identifies the tenant if all tenants share one URL. */
export function describeTenantInToken({ connector, samples, server }: TokenFlowSuite): void {
  it('alone identifies the tenant, since all tenants share one URL', async () => {
    const [one, other] = [await server().openTenant(), await server().openTenant()];
    expect(one.tenantUrl).toBe(other.tenantUrl);
    expect(one.secretToken).not.toBe(other.secretToken);
  });

  for (const { kind, collection } of profilesOf(connector)) {
    it(`shows the ${kind}s of its own tenant and of no other`, async () => {
      const [one, other] = [await server().openTenant(), await server().openTenant()];
      const body = entraBody(connector, samples, kind);
      const mine = await createResource(one, collection, body);
      // A unique value is unique within its tenant only.
      const theirs = await createResource(other, collection, body);
      const list = await send(one, { method: 'GET', path: collection });
      expect(list.body).toMatchObject({ totalResults: 1, Resources: [{ id: mine.id }] });
      const address = `${collection}?filter=id+eq+%22${theirs.id}%22`;
      expect((await send(one, { method: 'GET', path: address })).body).toMatchObject({ totalResults: 0 });
    });

    it(`neither reads, changes nor deletes a ${kind} of another tenant`, async () => {
      const [one, other] = [await server().openTenant(), await server().openTenant()];
      const { path, body } = await createResource(other, collection, entraBody(connector, samples, kind));
      const change = { schemas: body['schemas'] ?? null, displayName: 'Somebody else' };
      for (const message of [
        { method: 'GET', path },
        { method: 'PUT', path, body: { ...entraBody(connector, samples, kind), ...change } },
        { method: 'DELETE', path },
      ]) {
        expect(await send(one, message)).toMatchObject({ status: 404 });
      }
      expect(await send(other, { method: 'GET', path })).toMatchObject({ status: 200, body });
    });
  }
}
