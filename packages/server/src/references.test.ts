import { attribute, defineConnector } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { memoryStore, type Store } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { recordCommits } from './record-commits.fixture.ts';
import { flowDefinition, flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

const MANAGER = `${ENTERPRISE_USER}:manager`;

const connectorWith = (options: { readonly required?: true } = {}) =>
  defineConnector({
    ...flowDefinition,
    users: [
      ...flowDefinition.users,
      attribute(MANAGER, 'reference', options),
      attribute(`${ENTERPRISE_USER}:department`, 'string'),
    ],
    searchedBy: 'everything',
  });

const reportOf = (manager: string, more: JsonObject = {}): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER],
  [ENTERPRISE_USER]: { manager: { value: manager }, ...more },
});

const create = async ({ send }: Served, name: string, more: JsonObject = {}): Promise<string> =>
  String((await send('POST', '/Users', flowUser(name, more))).body['id']);

const managed = async ({ send }: Served, manager: string): Promise<unknown> =>
  (await send('GET', `/Users?filter=${encodeURIComponent(`${MANAGER}.value eq "${manager}"`)}`)).body[
    'totalResults'
  ];

/** The events after a sequence number, and the entries in the tenant's log. */
async function tellings({ admin, tenant }: Served, after: number) {
  const events = await admin.store.outbox.read({ tenant: tenant.id, after, limit: 1_000 });
  const { entries } = await admin.store.log.read(tenant.id, { limit: 1_000 });
  return { events: events.map(({ type, resourceId, data }) => [type, resourceId, data['changed']]), entries };
}

const lastEvent = async ({ admin, tenant }: Served): Promise<number> =>
  (await admin.store.outbox.read({ tenant: tenant.id, after: 0, limit: 1_000 })).at(-1)?.seq ?? 0;

describe('a deleted user', () => {
  it('is no longer a manager: the report has a new version, an event before the deletion, and a log entry', async () => {
    const served = await serveFlow({ connector: connectorWith() });
    const boss = await create(served, 'boss');
    const [one, two] = [
      await create(served, 'one', reportOf(boss)),
      await create(served, 'two', reportOf(boss, { department: 'Deck' })),
    ];
    const other = await create(served, 'other', reportOf(one));
    const seq = await lastEvent(served);
    const before = await served.send('GET', `/Users/${two}`);
    expect((await served.send('DELETE', `/Users/${boss}`)).status).toBe(204);

    const first = await served.send('GET', `/Users/${one}`);
    expect(first.body).not.toHaveProperty([ENTERPRISE_USER]);
    expect(first.body['schemas']).toEqual(['urn:ietf:params:scim:schemas:core:2.0:User']);
    expect(first.body['meta']).toMatchObject({ version: 'W/"2"' });
    const second = await served.send('GET', `/Users/${two}`);
    expect(second.body[ENTERPRISE_USER]).toEqual({ department: 'Deck' });
    expect(second.body['meta']).not.toEqual(before.body['meta']);
    expect((await served.send('GET', `/Users/${other}`)).body).toMatchObject(reportOf(one));
    expect([await managed(served, boss), await managed(served, one)]).toEqual([0, 1]);
    const searched = await served.send('GET', `/Users?filter=${encodeURIComponent(`not (${MANAGER} pr)`)}`);
    expect(searched.body['totalResults']).toBe(2);

    const { events, entries } = await tellings(served, seq);
    expect(events).toEqual([
      ['user.updated', one, [MANAGER]],
      ['user.updated', two, [MANAGER]],
      ['user.deleted', boss, undefined],
    ]);
    const lines = entries.filter(({ method }) => method === 'DELETE');
    expect(lines.map(({ operation, subject, changed }) => [operation, subject, changed])).toEqual([
      ['remove', 'boss', []],
      ['modify', 'two', [MANAGER]],
      ['modify', 'one', [MANAGER]],
    ]);
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(1);
    await served.close();
  });

  it('can be its own manager', async () => {
    const served = await serveFlow({ connector: connectorWith() });
    const id = await create(served, 'boss');
    await served.send('PATCH', `/Users/${id}`, patchOf({ op: 'add', path: MANAGER, value: id }));
    expect(await managed(served, id)).toBe(1);
    expect((await served.send('DELETE', `/Users/${id}`)).status).toBe(204);
    expect(await managed(served, id)).toBe(0);
    await served.close();
  });

  it('stays in a required manager attribute', async () => {
    const served = await serveFlow({ connector: connectorWith({ required: true }) });
    const boss = await create(served, 'boss', reportOf('somebody'));
    const report = await create(served, 'report', reportOf(boss));
    expect((await served.send('DELETE', `/Users/${boss}`)).status).toBe(204);
    expect((await served.send('GET', `/Users/${report}`)).body).toMatchObject(reportOf(boss));
    await served.close();
  });

  it('is removed from 120 reports, at most fifty of them at a time', async () => {
    const { store, commits } = recordCommits();
    const served = await serveFlow({ connector: connectorWith(), store });
    const boss = await create(served, 'boss');
    await Promise.all(Array.from({ length: 120 }, (_, at) => create(served, `report-${at}`, reportOf(boss))));
    const seq = await lastEvent(served);
    expect((await served.send('DELETE', `/Users/${boss}`)).status).toBe(204);
    expect(await managed(served, boss)).toBe(0);
    const { events } = await tellings(served, seq);
    expect(events).toHaveLength(121);
    expect(events.at(-1)).toEqual(['user.deleted', boss, undefined]);
    const updates = commits.map((changes) => changes.filter(({ kind }) => kind === 'update').length);
    expect(updates.filter((count) => count > 0)).toEqual([50, 50, 20]);
    await served.close();
  });
});

/** A product whose store does something right after it has found the reports of a manager. */
async function serveInterrupted() {
  const store = memoryStore();
  const { resources } = store;
  const waiting: (() => Promise<unknown>)[] = [];
  const find: Store['resources']['find'] = async (tenant, query) => {
    const page = await resources.find(tenant, query);
    await waiting.pop()?.();
    return page;
  };
  const served = await serveFlow({
    connector: connectorWith(),
    store: { ...store, resources: { ...resources, find } },
  });
  const boss = await create(served, 'boss');
  const report = await create(served, 'report', reportOf(boss));
  return {
    ...served,
    boss,
    report,
    meanwhile: (happen: () => Promise<unknown>) => void waiting.push(happen),
  };
}

describe('a report that changes at the same time', () => {
  it('keeps both changes', async () => {
    const { send, boss, report, meanwhile, close } = await serveInterrupted();
    meanwhile(() => send('PATCH', `/Users/${report}`, patchOf({ op: 'add', path: 'title', value: 'Dr' })));
    expect((await send('DELETE', `/Users/${boss}`)).status).toBe(204);
    const { body } = await send('GET', `/Users/${report}`);
    expect(body).toMatchObject({ title: 'Dr', meta: { version: 'W/"3"' } });
    expect(body).not.toHaveProperty([ENTERPRISE_USER]);
    await close();
  });

  it('may be deleted too', async () => {
    const { send, boss, report, meanwhile, close } = await serveInterrupted();
    meanwhile(() => send('DELETE', `/Users/${report}`));
    expect((await send('DELETE', `/Users/${boss}`)).status).toBe(204);
    expect((await send('GET', `/Users/${boss}`)).status).toBe(404);
    await close();
  });

  it('is unchanged when the deletion is refused for a version', async () => {
    const { send, boss, report, meanwhile, close } = await serveInterrupted();
    meanwhile(() => send('PATCH', `/Users/${boss}`, patchOf({ op: 'add', path: 'title', value: 'Dr' })));
    expect((await send('DELETE', `/Users/${boss}`, undefined, { 'If-Match': 'W/"1"' })).status).toBe(412);
    expect((await send('GET', `/Users/${report}`)).body).toMatchObject(reportOf(boss));
    await close();
  });
});
