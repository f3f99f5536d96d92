import type { JsonObject } from '@scimwright/core';
import { targetAttribute } from '@scimwright/core/resource';
import { describe, expect, it } from 'vitest';
import { entraBody } from '../sample/samples.ts';
import { createResource } from '../serve/create-resource.ts';
import { patchResource } from '../serve/patch-resource.ts';
import { send } from '../serve/send.ts';
import type { ConnectorSuite } from './connector-suite.ts';
import { profilesOf } from './profiles-of.ts';

/** Tests that a create or change that leaves a required attribute empty is refused, and that the refusal names it. */
export function describeRequired({ connector, samples, server }: ConnectorSuite): void {
  for (const { kind, collection, profile } of profilesOf(connector)) {
    const without = (path: string): JsonObject =>
      entraBody(connector, samples, kind, { set: { [path]: null } });
    const refusal = (scimType: 'invalidValue' | 'mutability', path: string): object => ({
      status: 400,
      body: { scimType, detail: expect.stringContaining(path) as unknown },
    });
    /** A tenant with the sample in it. */
    const open = async () => {
      const tenant = await server().openTenant();
      const created = await createResource(tenant, collection, entraBody(connector, samples, kind));
      return { tenant, ...created };
    };
    describe(`the required attributes of a ${kind}`, () => {
      it(`are all in the sample ${kind}`, async () => {
        const { tenant, path, body } = await open();
        expect(await send(tenant, { method: 'GET', path })).toMatchObject({ status: 200, body });
      });

      for (const { path: required, target } of profile.type.required) {
        const isImmutable = targetAttribute(target).mutability === 'immutable';

        it(`include ${required}: a new ${kind} without it is refused, and the refusal names it`, async () => {
          const tenant = await server().openTenant();
          const answer = await send(tenant, { method: 'POST', path: collection, body: without(required) });
          expect(answer).toMatchObject(refusal('invalidValue', required));
          const list = await send(tenant, { method: 'GET', path: `${collection}?count=0` });
          expect(list.body).toMatchObject({ totalResults: 0 });
        });

        it(`include ${required}: a change that removes it is refused, and the refusal names it`, async () => {
          const { tenant, path } = await open();
          const before = await send(tenant, { method: 'GET', path });
          // RFC 7644 §3.5.2.2: the remove itself is refused, while null is a wrong value.
          const removed = await patchResource(tenant, path, { op: 'Remove', path: required });
          expect(removed).toMatchObject(refusal('mutability', required));
          const cleared = await patchResource(tenant, path, { op: 'Replace', path: required, value: null });
          expect(cleared).toMatchObject(refusal(isImmutable ? 'mutability' : 'invalidValue', required));
          const after = await send(tenant, { method: 'GET', path });
          expect(after.body).toEqual(before.body);
        });
      }
    });
  }
}
