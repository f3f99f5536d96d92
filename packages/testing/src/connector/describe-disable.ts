import { isObject, type Json, type JsonObject } from '@scimwright/core';
import { targetAttribute } from '@scimwright/core/resource';
import { describe, expect, it, vi } from 'vitest';
import { entraBody } from '../sample/samples.ts';
import type { OpenTenant } from '../serve/test-server.ts';
import { createResource } from '../serve/create-resource.ts';
import { patchResource } from '../serve/patch-resource.ts';
import { send } from '../serve/send.ts';
import type { ConnectorSuite } from './connector-suite.ts';

const DISABLE = { op: 'Replace', path: 'active', value: 'False' };

/** Operations that may be refused. One that every connector leaves out has the name in the log. */
const BESIDE: readonly { readonly title: string; readonly sent: Json; readonly name?: string }[] = [
  {
    title: 'a change of a missing primary mail',
    sent: { op: 'Add', path: 'emails[primary eq true].value', value: 'v' },
  },
  { title: 'a path with a space', sent: { op: 'Add', path: 'cost center', value: 'v' }, name: 'cost center' },
  { title: 'a URN alone', sent: { op: 'Add', path: 'urn:foo', value: 'v' } },
  {
    title: 'a key that is not a path',
    sent: { op: 'Add', value: { 'cost center': 'v' } },
    name: 'cost center',
  },
  {
    title: 'an object for a text',
    sent: { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: {} },
  },
  {
    title: 'an object for the name of the user',
    sent: { op: 'Replace', path: 'userName', value: {} },
    name: 'userName',
  },
  { title: 'a number for an operation', sent: 7, name: 'Operations[0]' },
];

/**
 * Tests that a PATCH disables a person even if it contains errors, that the person keeps the required attributes, and
 * that only `true` enables the person again.
 */
export function describeDisable({ connector, samples, server }: ConnectorSuite): void {
  const { users, departuresOff } = connector;
  if (!users.rows.some(({ path }) => path === 'active')) return;
  const { required } = users.type;

  /** A tenant with an enabled user in it. */
  const open = async () => {
    const tenant = await server().openTenant();
    const sample = entraBody(connector, samples, 'user', { set: { active: true } });
    return { tenant, sample, ...(await createResource(tenant, '/Users', sample)) };
  };
  const read = async (tenant: OpenTenant, path: string): Promise<JsonObject> => {
    const { status, body } = await send(tenant, { method: 'GET', path });
    expect(status).toBe(200);
    return isObject(body) ? body : {};
  };
  /** The same person, disabled, without `meta`, which has the time. */
  const disabledFrom = ({ meta: _meta, ...before }: JsonObject): JsonObject => ({ ...before, active: false });
  const eventsOf = async ({ tenant }: OpenTenant): Promise<readonly string[]> =>
    (await server().admin.store.outbox.read({ tenant: tenant.id, after: 0, limit: 100 })).map(
      ({ type }) => type,
    );

  const describeBeside = (): void => {
    describe('a person is disabled', () => {
      it.each(BESIDE)('by an operation before or after $title', async ({ sent, name }) => {
        for (const operations of [
          [sent, DISABLE],
          [DISABLE, sent],
        ]) {
          const { tenant, path, body } = await open();
          const answer = await patchResource(tenant, path, ...operations);
          expect(answer).toMatchObject({ status: 200, body: { active: false } });
          const { meta: _meta, ...after } = await read(tenant, path);
          expect(after).toMatchObject({ active: false, userName: body['userName'] });
          expect(await eventsOf(tenant)).toContain('user.disabled');
          if (name === undefined) continue;
          expect(after).toEqual(disabledFrom(body));
          const leftOut = operations[0] === sent ? name : name.replace('[0]', '[1]');
          await vi.waitFor(async () => {
            const { entries } = await server().admin.store.log.read(tenant.tenant.id, { limit: 10 });
            expect(entries).toContainEqual(expect.objectContaining({ method: 'PATCH', leftOut: [leftOut] }));
          }, 5_000);
        }
      });

      for (const { path: needed } of required) {
        if (needed === 'active') continue;
        it(`and keeps ${needed}, which the same request removes`, async () => {
          const { tenant, path, body } = await open();
          const answer = await patchResource(tenant, path, { op: 'Remove', path: needed }, DISABLE);
          expect(answer).toMatchObject({ status: 200 });
          const { meta: _meta, ...after } = await read(tenant, path);
          expect(after).toEqual(disabledFrom(body));
        });
      }

      it('and keeps the userName, which the same request changes to that of another person', async () => {
        const { tenant, path, body, sample } = await open();
        const other = { ...sample, userName: 'taken@contoso.example', externalId: 'taken' };
        await createResource(tenant, '/Users', other);
        const rename = { op: 'Replace', path: 'userName', value: 'TAKEN@contoso.example' };
        const answer = await patchResource(tenant, path, rename, DISABLE);
        expect(answer.status).toBe(200);
        const isUnique = users.type.indexes.some(({ path, unique }) => path === 'userName' && unique);
        const userName = isUnique ? body['userName'] : rename.value;
        expect(await read(tenant, path)).toMatchObject({ active: false, userName });
      });
    });
  };
  if (!departuresOff.includes('disable-first')) describeBeside();

  describe('a disabled person', () => {
    const openDisabled = async () => {
      const opened = await open();
      await patchResource(opened.tenant, opened.path, DISABLE);
      return { ...opened, before: await read(opened.tenant, opened.path) };
    };
    const isRequired = required.some(({ path }) => path === 'active');

    it.each([
      ['a remove', { op: 'Remove', path: 'active' }],
      ['null', { op: 'Replace', path: 'active', value: null }],
      ['an empty text', { op: 'Replace', path: 'active', value: '' }],
    ])(`is not enabled by %s`, async (_, operation) => {
      const { tenant, path, before } = await openDisabled();
      const { status } = await patchResource(tenant, path, operation);
      expect(status).toBe(isRequired ? 400 : 200);
      expect(await read(tenant, path)).toEqual(before);
      expect(await eventsOf(tenant)).not.toContain('user.enabled');
    });

    it('is not enabled by a PUT without active, but by a PUT with true', async () => {
      const { tenant, path, sample } = await openDisabled();
      const { active: _active, ...rest } = sample;
      const { status } = await send(tenant, { method: 'PUT', path, body: rest });
      expect(status).toBe(isRequired ? 400 : 200);
      expect(await read(tenant, path)).toMatchObject({ active: false });
      expect(await eventsOf(tenant)).not.toContain('user.enabled');
      expect((await send(tenant, { method: 'PUT', path, body: sample })).status).toBe(200);
      expect(await eventsOf(tenant)).toContain('user.enabled');
    });
  });

  for (const { path: needed, target } of required) {
    // RFC 7644 §3.5.1: an immutable attribute may be omitted, and stays.
    if (targetAttribute(target).mutability === 'immutable') continue;
    it(`a PUT without ${needed} is refused as a whole, even if it would disable`, async () => {
      const { tenant, path, body } = await open();
      const sent = entraBody(connector, samples, 'user', {
        set: { active: needed === 'active' ? null : false, [needed]: null },
      });
      const answer = await send(tenant, { method: 'PUT', path, body: sent });
      expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
      expect(await read(tenant, path)).toEqual(body);
    });
  }
}
