import type { Json } from '@scimwright/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';
import { resultsIn, sendBulk } from './bulk/bulk.fixture.ts';

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

let served: Served;
let [user, other, inner, group] = ['', '', '', ''];

async function make(path: string, body: Parameters<Served['send']>[2]): Promise<string> {
  return String((await served.send('POST', path, body)).body['id']);
}

beforeEach(async () => {
  served = await serveFlow();
  user = await make('/Users', flowUser('ada'));
  other = await make('/Users', flowUser('bob'));
  inner = await make('/Groups', { schemas: [GROUP], displayName: 'Inner' });
  const members = [user, other, inner].map((value) => ({ value }));
  group = await make('/Groups', { schemas: [GROUP], displayName: 'Outer', members });
});
afterEach(() => served.close());

const change = (...operations: Parameters<typeof patchOf>) =>
  served.send('PATCH', `/Groups/${group}`, patchOf(...operations));
const remove = (filter: string) => ({ op: 'remove', path: `members[${filter}]` });
async function members(): Promise<readonly Json[]> {
  const { body } = await served.send('GET', `/Groups/${group}`);
  return ((body['members'] ?? []) as readonly { readonly value: string }[]).map(({ value }) => value); // members have one
}
async function memberEvents(): Promise<readonly unknown[]> {
  const { outbox } = served.admin.store;
  const events = await outbox.read({ tenant: served.tenant.id, after: 0, limit: 100 });
  return events
    .filter(({ type, resourceId }) => resourceId === group && type.startsWith('group.members'))
    .slice(1)
    .map(({ type, data }) => [type, data['members']]);
}

describe('members that a filter removes', () => {
  it('cause a new version and an event', async () => {
    const answer = await change(remove(`value eq "${user}" and type eq "User"`));
    expect([answer.status, answer.headers.get('etag')]).toEqual([204, 'W/"2"']);
    expect(await members()).toEqual([other, inner].toSorted());
    expect(await memberEvents()).toEqual([['group.members.removed', [user]]]);
  });

  it('cause neither a new version nor an event if the filter matches none', async () => {
    const answer = await change(remove(`value eq "${user}" and type eq "Group"`));
    expect([answer.status, answer.headers.get('etag')]).toEqual([204, 'W/"1"']);
    expect(await memberEvents()).toEqual([]);
  });

  it('are the members at the time of the commit', async () => {
    await change({ op: 'add', path: 'members', value: ['x'] }, remove('type eq "User"'), {
      op: 'add',
      path: 'members',
      value: [{ value: user }],
    });
    expect((await members()).toSorted()).toEqual([user, inner, 'x'].toSorted());
    expect(await memberEvents()).toEqual([
      ['group.members.removed', [other]],
      ['group.members.added', ['x']],
    ]);
  });

  it('are removed together with a change of the group itself', async () => {
    const answer = await change(
      { op: 'replace', path: 'displayName', value: 'New' },
      remove('not (type eq "User")'),
    );
    expect([answer.status, answer.headers.get('etag')]).toEqual([204, 'W/"2"']);
    expect(await members()).toEqual([user, other].toSorted());
  });

  it('are removed by an operation of an all-or-nothing bulk request', async () => {
    const operation = { method: 'PATCH', path: `/Groups/${group}`, data: patchOf(remove('type eq "Group"')) };
    const results = resultsIn(await sendBulk(served, [operation, operation], { allOrNothing: true }));
    expect(results.map(({ status }) => status)).toEqual(['204', '204']);
    expect(await members()).toEqual([user, other].toSorted());
    expect(await memberEvents()).toEqual([['group.members.removed', [inner]]]);
  });
});

describe('a value that names no member never removes members', () => {
  it.each<Json>(['[{"value":"1"', '{"id":"1"}', [null], [{}], {}, 7])('%j is refused', async (value) => {
    for (const op of ['replace', 'Replace', 'remove', 'add']) {
      const { status, body } = await change({ op, path: 'members', value });
      expect([status, body['scimType']]).toEqual([400, 'invalidValue']);
    }
    expect(await members()).toHaveLength(3);
  });

  it('a list as JSON text is read as that list', async () => {
    expect(
      (await change({ op: 'Replace', path: 'members', value: JSON.stringify([{ value: user }]) })).status,
    ).toBe(204);
    expect(await members()).toEqual([user]);
  });
});
