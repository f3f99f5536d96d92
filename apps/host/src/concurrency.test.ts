import { openPostgres, openSqlite } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMembers, bicGroup, bicUser } from './bic-user.fixture.ts';
import { patchBody } from './patch-body.fixture.ts';
import { openHosts } from './open-hosts.fixture.ts';
import type { TenantClient } from './tenant-client.fixture.ts';

interface GroupAnswer {
  readonly id: string;
  readonly members: readonly { readonly value: string }[];
  readonly meta: { readonly version: string };
}

const tally = (answers: readonly Response[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** Sends a request again after a 503, which hosts answer after too many conflicts: it changed nothing. */
async function sendAgain(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send();
    if (answer.status !== 503 || attempt === 10) return answer;
  }
}

const served = [
  { by: 'one host on SQLite', open: openSqlite, count: 1 },
  { by: 'one host on PostgreSQL', open: openPostgres, count: 1 },
  { by: 'three hosts on PostgreSQL', open: openPostgres, count: 3 },
];

describe.each(served)('many simultaneous requests to $by', ({ open, count }) => {
  const closing: (() => Promise<void>)[] = [];
  let tenant: TenantClient;
  beforeAll(async () => {
    const database = await open();
    closing.push(() => database.close());
    const hosts = await openHosts({ database, count });
    closing.push(() => hosts.close());
    tenant = await hosts.admin.openTenant('contoso');
  });
  afterAll(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  it('leave 200 members after 200 PATCHes that each add one member to a group', async () => {
    const { id } = (await (await tenant.send('POST', '/Groups', bicGroup('Everyone'))).json()) as GroupAnswer;
    const ids = Array.from({ length: 200 }, (_, at) => `member-${at}`);
    const answers = await Promise.all(
      ids.map((member) => tenant.send('PATCH', `/Groups/${id}`, addMembers(member))),
    );
    expect(tally(answers)).toEqual({ 204: 200 });
    const group = (await (await tenant.send('GET', `/Groups/${id}`)).json()) as GroupAnswer;
    expect(group.members.map(({ value }) => value).toSorted()).toEqual(ids.toSorted());
    expect(group.meta.version).toBe('W/"201"');
    const versions = answers.map(({ headers }) => headers.get('ETag'));
    expect(new Set(versions).size).toBe(200);
  });

  it('create one user from 50 POSTs of one userName in different letter case', async () => {
    const names = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? 'one-of-fifty' : 'ONE-OF-FIFTY'));
    const answers = await Promise.all(names.map((name) => tenant.send('POST', '/Users', bicUser(name))));
    expect(tally(answers)).toEqual({ 201: 1, 409: 49 });
    const filter = encodeURIComponent('userName eq "One-Of-Fifty"');
    const found = await tenant.send('GET', `/Users?filter=${filter}`);
    expect(await found.json()).toMatchObject({ totalResults: 1 });
  });

  it('keep all of 100 PATCHes of different attributes of one user', async () => {
    const create = await tenant.send('POST', '/Users', bicUser('contended'));
    const { id } = (await create.json()) as GroupAnswer;
    const paths = [
      'displayName',
      'userName',
      'roles[primary eq "True"].value',
      'emails[type eq "work"].value',
    ];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => {
        const operation = { op: 'Replace', path: paths[at % paths.length] ?? '', value: `contended-${at}` };
        return sendAgain(() => tenant.send('PATCH', `/Users/${id}`, patchBody(operation)));
      }),
    );
    expect(tally(answers)).toEqual({ 200: 100 });
    const user = (await (await tenant.send('GET', `/Users/${id}`)).json()) as GroupAnswer;
    expect(user.meta.version).toBe('W/"101"');
  });
});
