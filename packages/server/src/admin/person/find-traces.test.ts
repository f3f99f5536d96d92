import type { LogEntry, Tenant } from '@scimwright/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { flowUser, patchOf, serveFlow, type Served } from '../../serve.fixture.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { findPerson } from './find-person.ts';
import { findTraces } from './find-traces.ts';

let served: Served;
beforeEach(async () => {
  served = await serveFlow();
});
afterEach(() => served.close());

const create = async (name: string): Promise<string> =>
  String((await served.send('POST', '/Users', flowUser(name))).body['id']);
const rename = (id: string, userName: string) =>
  served.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'userName', value: userName }));
const leave = (id: string) => served.send('DELETE', `/Users/${id}`);
const about = async (who: string) => {
  const { admin, tenant } = served;
  const person = await findPerson(admin, tenant, who);
  return { person, traces: await findTraces(admin, tenant, person) };
};
const erase = (who: string, tenant: Tenant = served.tenant) =>
  erasePerson(served.admin, tenant, who, { isConfirmed: true, vacuums: true });
const logged = async (): Promise<readonly LogEntry[]> =>
  (await served.admin.store.log.read(served.tenant.id, { limit: 200 })).entries;

/** A refused creation; its log entry is stored a moment later. */
async function refuse(name: string): Promise<void> {
  const before = (await logged()).length;
  expect((await served.send('POST', '/Users', flowUser(name, { emails: [] }))).status).toBe(400);
  await expect.poll(async () => (await logged()).length, { timeout: 10_000 }).toBe(before + 1);
}

async function appendEntry(more: Partial<LogEntry>): Promise<void> {
  const entry: LogEntry = {
    at: new Date().toISOString(),
    requestId: 'r1',
    method: 'PATCH',
    operation: 'modify',
    resourceType: undefined,
    resourceId: undefined,
    subject: undefined,
    status: 400,
    scimType: undefined,
    detail: undefined,
    changed: [],
    written: [],
    ignored: [],
    leftOut: [],
    departures: [],
    filter: undefined,
    ...more,
  };
  await served.admin.store.log.append(served.tenant.id, [entry]);
}

it('a user who was renamed, deleted and created again is one person', async () => {
  const first = await create('ada');
  await rename(first, 'countess');
  await leave(first);
  const second = await create('countess');
  for (const who of ['COUNTESS', second]) {
    const { person } = await about(who);
    expect([...person.ids]).toEqual([second, first]);
    expect([...person.names.keys()]).toEqual(['countess', 'ada']);
  }
  // A name may belong to another user now, so the later user is found only under the current name or the id.
  for (const who of ['ADA', first]) {
    const { person } = await about(who);
    expect([...person.ids].filter((id) => id !== who && id !== first)).toEqual([]);
    expect([...person.names.keys()].filter((name) => name !== first)).toEqual(['ada']);
  }
  await leave(second);
  for (const who of ['ADA', first]) {
    expect([...(await about(who)).person.ids]).toEqual(expect.arrayContaining([first, second]));
  }
});

it('a name that another user has now belongs to that user', async () => {
  const first = await create('ada');
  await rename(first, 'countess');
  const namesake = await create('ada');
  await refuse('ada');
  const before = await logged();
  await served.admin.store.listeners.recordHost(new Date().toISOString(), false);
  await erase(first);
  const isTheirs = ({ subject, resourceId }: LogEntry): boolean =>
    resourceId === namesake || (resourceId === undefined && subject === 'ada');
  expect(await logged()).toEqual(before.filter(isTheirs));
  expect((await served.send('GET', `/Users/${namesake}`)).status).toBe(200);
  expect(
    await served.admin.store.outbox.read({ tenant: served.tenant.id, after: 0, limit: 99 }),
  ).toMatchObject([
    { type: 'user.created', resourceId: namesake },
    { type: 'user.deleted', resourceId: first, data: {} },
  ]);
});

it('a refusal of another user stays, without the values it quotes', async () => {
  await create('ada');
  const bob = await create('bob');
  const quoting = { resourceId: bob, detail: '"ADA@flow.example" is no manager.', ignored: ['x[ada]'] };
  await appendEntry(quoting);
  await appendEntry({ resourceId: bob, status: 200, leftOut: ['emails[value eq "ada@flow.example"]'] });
  await appendEntry({ resourceId: bob, detail: 'Adaption failed.' });
  const { traces } = await about('ada');
  expect(traces.quotes).toHaveLength(2);
  expect(await erase('ada')).toMatchObject({ removed: true, quotes: 2 });
  const left = (await logged()).filter(({ resourceId }) => resourceId === bob);
  expect(left.map(({ detail, ignored, leftOut }) => [detail, ignored, leftOut])).toEqual(
    expect.arrayContaining([
      [undefined, [], []],
      ['Adaption failed.', [], []],
    ]),
  );
  expect(left).toHaveLength(4);
});

it('a user who was never created is found by the refused requests', async () => {
  await refuse('ada');
  await appendEntry({ resourceId: 'ada', status: 404 });
  expect((await about('Ada')).traces.entries).toHaveLength(2);
  expect(await erase('Ada')).toMatchObject({ removed: false, logEntries: 2, ids: ['Ada'] });
  expect(await logged()).toEqual([]);
  // No user was created, so there is no id, and the trail never has a name.
  const trail = await served.admin.store.audit.read({ limit: 1 });
  expect(trail).toMatchObject([{ action: 'erasePerson', tenant: 'contoso', subject: undefined }]);
});

it('a name longer than the log keeps is found', async () => {
  const name = `ada-${'x'.repeat(300)}`;
  await refuse(name);
  expect(await erase(name)).toMatchObject({ logEntries: 1 });
});

it('a refusal does not repeat the name, when nothing is stored or the id is not of a user', async () => {
  await create('ada');
  const { body } = await served.send('POST', '/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Engines',
  });
  await expect(erase('nobody-at-all')).rejects.toThrow(/^The tenant "contoso" keeps nothing of this person/);
  await expect(exportPerson(served.admin, served.tenant, 'nobody-at-all', '')).rejects.not.toThrow(
    /nobody-at-all/,
  );
  await expect(erase(String(body['id']))).rejects.toThrow('no User');
  const unconfirmed = { isConfirmed: false, vacuums: true };
  await expect(erasePerson(served.admin, served.tenant, 'ada', unconfirmed)).rejects.toThrow('for good');
  expect((await served.send('GET', '/Users?count=0')).body['totalResults']).toBe(1);
});

it('the export has everything, and the audit trail names its requester', async () => {
  const ada = await create('ada');
  const group = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Engines',
    members: [{ value: ada }],
  };
  const { body } = await served.send('POST', '/Groups', group);
  await served.send('PATCH', `/Users/${ada}`, patchOf({ op: 'replace', path: 'title', value: 'Dr' }));
  const exported = await exportPerson(served.admin, served.tenant, 'ada', 'https://scim.example');
  expect(exported).toMatchObject({
    connector: 'flow',
    tenant: 'contoso',
    ids: [ada],
    names: ['ada'],
    user: { userName: 'ada', title: 'Dr' },
    groups: [{ group: body['id'], label: 'Engines', isDirect: true }],
    referredToBy: [],
    log: [{ operation: 'create' }, { operation: 'modify' }],
    quotedIn: [],
    events: [{ type: 'user.created' }, { type: 'user.updated' }],
    mentionedInEvents: [],
    audit: [{ action: 'exportPerson', subject: ada }],
  });
});
