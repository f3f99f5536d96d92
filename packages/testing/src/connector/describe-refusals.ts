import { describe, expect, it } from 'vitest';
import { entraBody } from '../sample/samples.ts';
import { createResource } from '../serve/create-resource.ts';
import { patchResource } from '../serve/patch-resource.ts';
import { send } from '../serve/send.ts';
import type { Rejection } from './connector-facts.ts';
import { profilesOf } from './profiles-of.ts';
import type { ConnectorSuite } from './connector-suite.ts';

/** Tests that each rejection in a connector's facts is refused, in a new resource and in a change. */
export function describeRefusals(
  { connector, samples, server }: ConnectorSuite,
  rejects: readonly Rejection[],
): void {
  for (const { title, change, scimType, detail = '', resource: kind = 'user' } of rejects) {
    const collection = profilesOf(connector).find((one) => one.kind === kind)?.collection ?? '/Users';
    const refusal = {
      status: 400,
      body: { scimType, detail: expect.stringContaining(detail) as unknown },
    };

    describe(`${title} of a ${kind}`, () => {
      it('is refused in a create, and nothing is stored', async () => {
        const tenant = await server().openTenant();
        const body = entraBody(connector, samples, kind, { with: change });
        const answer = await send(tenant, { method: 'POST', path: collection, body });
        expect(answer).toMatchObject(refusal);
        const list = await send(tenant, { method: 'GET', path: `${collection}?count=0` });
        expect(list.body).toMatchObject({ totalResults: 0 });
      });

      it('is refused in a change, and nothing changes', async () => {
        const tenant = await server().openTenant();
        const { path, body } = await createResource(tenant, collection, entraBody(connector, samples, kind));
        const answer = await patchResource(tenant, path, { op: 'replace', value: change });
        expect(answer).toMatchObject(refusal);
        const after = await send(tenant, { method: 'GET', path });
        expect(after.body).toEqual(body);
      });
    });
  }
}
