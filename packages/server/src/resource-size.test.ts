import { attribute, defineConnector } from '@scimwright/connector-kit';
import { memoryStore } from '@scimwright/store';
import { afterEach, expect, it } from 'vitest';
import { flowDefinition, flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

const LONG = 'x'.repeat(32_000);
const LONGER = 'y'.repeat(32_700);

const connector = defineConnector({
  ...flowDefinition,
  users: [...flowDefinition.users, attribute('nickName', 'string', { unmapped: true })],
});

let served: Served;
afterEach(() => served.close());

/** A user of more than 96,000 characters, stored before there was a limit. */
async function openWithLargeUser(): Promise<string> {
  const store = memoryStore();
  served = await serveFlow({ store, connector });
  const { type } = connector.users;
  const resource = {
    userName: 'ada',
    active: true,
    title: LONG,
    displayName: LONG,
    nickName: LONG,
    emails: [{ type: 'work', value: 'ada@flow.example' }],
  };
  const at = '2026-01-31T12:00:00.000Z';
  const created = { kind: 'create', type: type.name, id: 'u1', at, entries: [], members: [] } as const;
  await store.resources.commit(served.tenant.id, [{ ...created, body: JSON.stringify(resource) }]);
  return '/Users/u1';
}

it('a new resource has at most 65,536 characters', async () => {
  served = await serveFlow({ connector });
  const { status, body } = await served.send(
    'POST',
    '/Users',
    flowUser('eve', { title: LONG, displayName: LONG, nickName: LONG }),
  );
  expect([status, body['detail']]).toEqual([
    400,
    'The user has more than 65536 characters in total: map fewer or shorter values.',
  ]);
  expect((await served.send('POST', '/Users', flowUser('eve', { title: LONGER }))).status).toBe(201);
});

it('a larger resource from before the limit can be read, reduced and disabled, but not enlarged', async () => {
  const path = await openWithLargeUser();
  expect((await served.send('GET', path)).status).toBe(200);
  const grow = patchOf({ op: 'replace', path: 'title', value: LONGER });
  expect((await served.send('PATCH', path, grow)).status).toBe(400);
  const disable = patchOf({ op: 'replace', path: 'active', value: 'False' });
  expect((await served.send('PATCH', path, disable)).body).toMatchObject({ active: false });
  const body = flowUser('ada', { title: LONG, displayName: LONG, nickName: LONG.slice(9_000) });
  const smaller = await served.send('PUT', path, { ...body, active: false });
  expect([smaller.status, smaller.body['detail']]).toEqual([200, undefined]);
  expect((await served.send('PUT', path, { ...body, nickName: LONGER })).status).toBe(400);
});

it('a disable is not measured, even if it writes active for the first time', async () => {
  const path = await openWithLargeUser();
  await served.send('PATCH', path, patchOf({ op: 'remove', path: 'active' }));
  const disable = patchOf({ op: 'replace', path: 'active', value: 'False' });
  expect(await served.send('PATCH', path, disable)).toMatchObject({ status: 200, body: { active: false } });
});
