import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMembers, bicGroup, bicUser } from './bic-user.fixture.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';

let dataDir: string;
let host: HostProcess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-concurrency-'));
  host = await startHostProcess(dataDir, { args: ['--empty'] });
});
afterAll(async () => {
  await host.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

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

describe('many requests at once', () => {
  it('200 PATCHes that each add one member to one group leave 200 members', async () => {
    const { id } = (await (await host.send('POST', '/Groups', bicGroup('Everyone'))).json()) as GroupAnswer;
    const ids = Array.from({ length: 200 }, (_, at) => `member-${at}`);
    const answers = await Promise.all(
      ids.map((member) => host.send('PATCH', `/Groups/${id}`, addMembers(member))),
    );
    expect(tally(answers)).toEqual({ 204: 200 });
    const group = (await (await host.send('GET', `/Groups/${id}`)).json()) as GroupAnswer;
    expect(group.members.map(({ value }) => value).toSorted()).toEqual(ids.toSorted());
    expect(group.meta.version).toBe('W/"201"');
    const versions = answers.map(({ headers }) => headers.get('ETag'));
    expect(new Set(versions).size).toBe(200);
  });

  it('50 POSTs of one userName, in any case, make one user', async () => {
    const names = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? 'one-of-fifty' : 'ONE-OF-FIFTY'));
    const answers = await Promise.all(names.map((name) => host.send('POST', '/Users', bicUser(name))));
    expect(tally(answers)).toEqual({ 201: 1, 409: 49 });
    const found = await host.send('GET', `/Users?filter=${encodeURIComponent('userName eq "One-Of-Fifty"')}`);
    expect(await found.json()).toMatchObject({ totalResults: 1 });
  });

  it('100 PATCHes of different attributes of one user are all there', async () => {
    const create = await host.send('POST', '/Users', bicUser('contended'));
    const { id } = (await create.json()) as GroupAnswer;
    const paths = [
      'displayName',
      'userName',
      'roles[primary eq "True"].value',
      'emails[type eq "work"].value',
    ];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        host.send('PATCH', `/Users/${id}`, {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'Replace', path: paths[at % paths.length], value: `contended-${at}` }],
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 200: 100 });
    const user = (await (await host.send('GET', `/Users/${id}`)).json()) as GroupAnswer;
    expect(user.meta.version).toBe('W/"101"');
  });
});
