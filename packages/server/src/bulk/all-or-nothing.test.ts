import { attribute, defineConnector, type UserAdmission } from '@scimwright/connector-kit';
import type { Json, JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { memoryStore, type ResourceStore, type Store } from '@scimwright/store';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flowDefinition, flowUser, patchOf, serveFlow, type Served } from '../serve.fixture.ts';
import { creation, groupCreation, resultsIn, sendBulk, statusesIn, type Result } from './bulk.fixture.ts';

const whole = { allOrNothing: true };

let served: Served;
afterEach(() => served.close());

const idIn = ({ location = '' }: Result): string => location.split('/').at(-1) ?? '';
const made = async (operation: JsonObject): Promise<string> => {
  const [result] = resultsIn(await sendBulk(served, [operation]));
  return result === undefined ? '' : idIn(result);
};
const get = async (path: string): Promise<JsonObject> => (await served.send('GET', path)).body;
const membersOf = async (group: string): Promise<readonly Json[]> =>
  ((await get(`/Groups/${group}`))['members'] ?? []) as readonly Json[];
const patch = (path: string, ...operations: JsonObject[]): JsonObject => ({
  method: 'PATCH',
  path,
  data: patchOf(...operations),
});

/** Everything that the tenant has: resources, members, events, and the log entries of writes. */
async function stateOf({ admin, tenant, send }: Served): Promise<object> {
  const { outbox, log } = admin.store;
  const [users, groups] = [await send('GET', '/Users'), await send('GET', '/Groups')];
  const events = await outbox.read({ tenant: tenant.id, after: 0, limit: 1_000 });
  const { entries } = await log.read(tenant.id, { limit: 1_000, status: { from: 200, to: 299 } });
  const writes = entries.filter(({ operation }) => operation !== 'query' && operation !== 'bulk');
  return { users: users.body, groups: groups.body, events, writes };
}

describe('an all-or-nothing request', () => {
  it('has the same results as another one, when nothing fails', async () => {
    served = await serveFlow();
    const ada = await made(creation('ada', flowUser('ada')));
    const eve = await made(creation('eve', flowUser('eve')));
    const group = await made(groupCreation('group', 'Kept', ada, eve));
    const operations = (bob: string): readonly JsonObject[] => [
      groupCreation('first', 'First', 'bulkId:bob', 'bulkId:second', eve),
      groupCreation('second', 'Second', 'bulkId:first'),
      patch(`/Users/${ada}`, { op: 'replace', path: 'title', value: 'Dr' }),
      patch(`/Users/${ada}`, { op: 'remove', path: 'title' }, { op: 'add', path: 'active', value: false }),
      { method: 'DELETE', path: `/Users/${eve}` },
      patch(`/Groups/${group}`, { op: 'replace', path: 'displayName', value: 'Renamed' }),
      patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: 'bulkId:bob' }] }),
      patch(`/Groups/${group}`, { op: 'replace', path: 'displayName', value: 'Again' }),
      creation('bob', flowUser(bob)),
      patch('/Users/bulkId:bob', { op: 'add', path: 'title', value: 'Sir' }),
      patch(`/Users/${ada}`, { op: 'replace', path: 'active', value: 'False' }),
    ];
    // The referenced user is created first, while eve still has her name.
    const early = resultsIn(await sendBulk(served, operations('EVE'), whole));
    expect(early.map(({ status }) => status)).toEqual(
      early.map(({ bulkId }) => (bulkId === 'bob' ? '409' : '424')),
    );

    const retried = await sendBulk(served, operations('bob'), whole);
    expect(resultsIn(retried).map(({ status, version }) => `${status} ${version}`)).toEqual([
      '201 W/"1"',
      '201 W/"1"',
      '200 W/"2"',
      '200 W/"3"',
      '204 undefined',
      '204 W/"3"',
      '204 W/"4"',
      '204 W/"5"',
      '201 W/"1"',
      '200 W/"2"',
      '200 W/"3"',
    ]);
    const [first, second] = resultsIn(retried).map(idIn);
    const bob = idIn(resultsIn(retried)[8] ?? { method: '', status: '' });
    expect(await membersOf(group)).toMatchObject([{ value: ada }, { value: bob }]);
    expect(await membersOf(first ?? '')).toMatchObject([{ value: second }, { value: bob }]);
    expect(await get(`/Groups/${group}`)).toMatchObject({ displayName: 'Again', meta: { version: 'W/"5"' } });
    expect(await get(`/Users/${ada}`)).toMatchObject({ active: false, meta: { version: 'W/"3"' } });
    expect(await get(`/Users/${bob}`)).toMatchObject({ title: 'Sir', meta: { version: 'W/"2"' } });
  });

  it.each<[why: string, last: Json, status: string]>([
    ['is refused by its body', creation('last', { userName: 'x' }), '400'],
    ['takes the name of an existing user', creation('last', flowUser('ADA')), '409'],
    ['takes the name of a user of the request', creation('last', flowUser('BOB')), '409'],
    ['is about a missing user', patch('/Users/nobody', { op: 'remove', path: 'title' }), '404'],
    [
      'is about the members of a missing group',
      patch('/Groups/no', { op: 'add', path: 'members', value: ['x'] }),
      '404',
    ],
    ['names another version', { method: 'DELETE', path: '/Users/{ada}', version: 'W/"1"' }, '412'],
    ['has an unknown path', { method: 'PATCH', path: '/Devices/1', data: {} }, '404'],
    ['has no bulkId', { method: 'POST', path: '/Users', data: {} }, '400'],
  ])('stores nothing when an operation %s, and names that operation', async (_, last, status) => {
    served = await serveFlow();
    const ada = await made(creation('ada', flowUser('ada')));
    const group = await made(groupCreation('group', 'Kept', ada));
    const before = await stateOf(served);
    const answer = await sendBulk(
      served,
      [
        creation('bob', flowUser('bob')),
        patch(`/Users/${ada}`, { op: 'add', path: 'title', value: 'Dr' }),
        patch(`/Groups/${group}`, { op: 'remove', path: 'members' }),
        JSON.parse(JSON.stringify(last).replace('{ada}', ada)) as Json, // as it was
        groupCreation('other', 'Other', 'bulkId:bob'),
      ],
      whole,
    );
    expect(statusesIn(answer)).toEqual(['424', '424', '424', status, '424']);
    const [first, second, , , other] = resultsIn(answer);
    expect(first?.response?.detail).toContain('Operations[3]');
    expect([first?.location, other?.location]).toEqual([undefined, undefined]);
    expect(second?.location).toBe(`${served.tenantUrl}/Users/${ada}`);
    expect(await stateOf(served)).toEqual(before);
  });

  it('adds a log entry for each operation, with its result', async () => {
    served = await serveFlow();
    const ada = await made(creation('ada', flowUser('ada', { title: 'Dr' })));
    const same = patch(`/Users/${ada}`, { op: 'replace', path: 'title', value: 'Dr' });
    const missing = patch('/Users/nobody', { op: 'remove', path: 'title' });
    for (const [last, logged] of [
      [same, ['bulk 200', 'create 201', 'modify 200', 'modify 200']],
      [missing, ['bulk 200', 'create 424', 'modify 404', 'modify 424']],
    ] as const) {
      const operations = [same, creation('bob', flowUser(`bob-${last === same}`)), last];
      const requestId = (await sendBulk(served, operations, whole)).headers.get('X-Request-Id');
      const own = async () => {
        const { entries } = await served.admin.store.log.read(served.tenant.id, { limit: 100 });
        return entries.filter((entry) => entry.requestId === requestId);
      };
      // The entries of operations without a change, and that of the whole request, are stored in one batch.
      await expect.poll(async () => (await own()).map(({ operation }) => operation)).toContain('bulk');
      expect((await own()).map(({ operation, status }) => `${operation} ${status}`).toSorted()).toEqual(
        logged,
      );
    }
  });

  it('removes references to a deleted user', async () => {
    const MANAGER = `${ENTERPRISE_USER}:manager`;
    const users = [...flowDefinition.users, attribute(MANAGER, 'reference')];
    served = await serveFlow({ connector: defineConnector({ ...flowDefinition, users }) });
    const reportOf = (name: string, manager: string): JsonObject =>
      creation(name, flowUser(name, { [ENTERPRISE_USER]: { manager: { value: manager } } }));
    const [ada, eve] = [
      await made(creation('ada', flowUser('ada'))),
      await made(creation('eve', flowUser('eve'))),
    ];
    // More than one portion of reports.
    const names = Array.from({ length: 120 }, (_, n) => `report-${n}`);
    const reports = resultsIn(
      await sendBulk(
        served,
        names.map((name) => reportOf(name, ada)),
      ),
    ).map(idIn);
    const [first = '', second = ''] = reports;
    const answer = await sendBulk(
      served,
      [
        patch(`/Users/${first}`, { op: 'add', path: 'title', value: 'Dr' }),
        patch(`/Users/${second}`, { op: 'replace', path: MANAGER, value: eve }),
        patch(`/Users/${eve}`, { op: 'replace', path: MANAGER, value: ada }),
        reportOf('new', ada),
        { method: 'DELETE', path: `/Users/${ada}` },
      ],
      whole,
    );
    expect(statusesIn(answer)).toEqual(['200', '200', '200', '201', '204']);
    const managed = async (id: string) =>
      (await get(`/Users?filter=${encodeURIComponent(`${MANAGER} eq "${id}"`)}`))['totalResults'];
    expect([await managed(ada), await managed(eve)]).toEqual([0, 1]);
    expect(await get(`/Users/${first}`)).toMatchObject({ title: 'Dr', meta: { version: 'W/"3"' } });
  });

  it('keeps the changes that other requests commit meanwhile', async () => {
    const store = memoryStore();
    let meanwhile: (() => Promise<unknown>) | undefined;
    served = await serveFlow({
      store: before(store, 'commit', async () => {
        const once = meanwhile;
        meanwhile = undefined;
        await once?.();
      }),
    });
    const ada = await made(creation('ada', flowUser('ada')));
    const group = await made(groupCreation('group', 'Kept', ada));
    meanwhile = async () => {
      meanwhile = undefined;
      await served.send('PATCH', `/Users/${ada}`, patchOf({ op: 'add', path: 'title', value: 'Dr' }));
      await served.send('PATCH', `/Groups/${group}`, patchOf({ op: 'remove', path: 'members' }));
    };
    const answer = await sendBulk(
      served,
      [
        patch(`/Users/${ada}`, { op: 'add', path: 'displayName', value: 'Ada' }),
        patch(`/Groups/${group}`, { op: 'replace', path: 'displayName', value: 'New' }),
      ],
      whole,
    );
    expect(resultsIn(answer).map(({ status, version }) => [status, version])).toEqual([
      ['200', 'W/"3"'],
      ['204', 'W/"3"'],
    ]);
    expect(await get(`/Users/${ada}`)).toMatchObject({ displayName: 'Ada', title: 'Dr' });
  });

  it('is refused for a version that was current when it began', async () => {
    const store = memoryStore();
    let meanwhile: (() => Promise<unknown>) | undefined;
    served = await serveFlow({
      store: before(store, 'commit', async () => {
        const once = meanwhile;
        meanwhile = undefined;
        await once?.();
      }),
    });
    const ada = await made(creation('ada', flowUser('ada')));
    meanwhile = () =>
      served.send('PATCH', `/Users/${ada}`, patchOf({ op: 'add', path: 'title', value: 'Dr' }));
    const rename = patch(`/Users/${ada}`, { op: 'add', path: 'displayName', value: 'Ada' });
    const answer = await sendBulk(
      served,
      [{ ...rename, version: 'W/"1"' }, creation('bob', flowUser('bob'))],
      whole,
    );
    expect(statusesIn(answer)).toEqual(['412', '424']);
    expect(await get(`/Users/${ada}`)).not.toHaveProperty('displayName');
  });

  it('counts the seats it takes, one request at a time', async () => {
    const settings = z.strictObject({});
    const most = 3;
    const connector = defineConnector({
      ...flowDefinition,
      settings,
      refuse: ({ activeUsers }: UserAdmission<z.output<typeof settings>>) =>
        activeUsers >= most ? `All ${most} seats are taken.` : undefined,
    });
    served = await serveFlow({ connector });
    const ada = await made(creation('ada', flowUser('ada')));
    const users = ['a', 'b', 'c'].map((name) => creation(name, flowUser(name)));
    const full = await sendBulk(served, users, whole);
    expect(statusesIn(full)).toEqual(['424', '424', '400']);
    const swapped = await sendBulk(
      served,
      [
        patch(`/Users/${ada}`, { op: 'replace', path: 'active', value: false }),
        ...users,
        { method: 'DELETE', path: '/Users/bulkId:c' },
        patch(`/Users/${ada}`, { op: 'replace', path: 'active', value: true }),
      ],
      whole,
    );
    expect(statusesIn(swapped)).toEqual(['200', '201', '201', '201', '204', '200']);
    expect((await get('/Users'))['totalResults']).toBe(most);

    await sendBulk(served, [{ method: 'DELETE', path: `/Users/${ada}` }]);
    const names = ['d', 'e', 'f', 'g'];
    const answers = await Promise.all([
      ...names.map((name) => sendBulk(served, [creation(name, flowUser(name))], whole)),
      ...names.map((name) => sendBulk(served, [creation(name, flowUser(`${name}2`))])),
      served.send('POST', '/Users', flowUser('single')),
    ]);
    expect(answers).toHaveLength(9);
    expect((await get('/Users'))['totalResults']).toBe(most);
  });
});

/** A store that does `work` before each commit. */
function before(store: Store, method: 'commit', work: () => Promise<unknown>): Store {
  const commit: ResourceStore['commit'] = async (...args) => {
    await work();
    return store.resources[method](...args);
  };
  return { ...store, resources: { ...store.resources, commit } };
}
