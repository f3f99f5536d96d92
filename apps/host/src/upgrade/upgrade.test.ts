import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Row } from '../open-sql.fixture.ts';
import { runHost, type RunningHost } from '../run-host.fixture.ts';
import { tenantClient, type TenantClient } from '../tenant-client.fixture.ts';
import { earlier } from './open-earlier.fixture.ts';

/** A user or group as the earlier version stored it, read by plain SQL before the migration. */
interface Stored {
  readonly connector: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly created: string;
  readonly modified: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The tables that must keep their rows. */
const TABLES = ['tenants', 'tokens', 'resources', 'members', 'deleted_ids', 'events', 'log', 'secrets'];

const STORED = `select t.connector, r.id, r.type, r.version, r.created, r.modified, r.body
  from resources r join tenants t on t.id = r.tenant_id order by r.id`;
const MEMBERS = 'select group_id, member_id from members order by group_id, member_id';
const DELETED = 'select t.connector, d.id from deleted_ids d join tenants t on t.id = d.tenant_id';

const endpointOf = ({ type }: { readonly type: string }): string => `/${type}s`;
const memberIds = (group: unknown): readonly string[] => {
  const members = (group as { members?: readonly { value: string }[] }).members ?? [];
  return members.map(({ value }) => value).toSorted();
};

describe.each(earlier)('a database of an earlier version, on $name', ({ open, tenants }) => {
  let database: TestDatabase;
  let folder: string;
  let host: RunningHost;
  let stored: readonly Stored[];
  let members: readonly Row[];
  let deleted: readonly Row[];
  let counts: readonly Row[];

  const count = () =>
    openSql(database.url).run(
      TABLES.map((table) => `select '${table}' as name, count(*) as rows from ${table}`).join(' union all '),
    );
  const clientOf = (connector: string): TenantClient => {
    const tenant = tenants.find((one) => one.connector === connector);
    if (tenant === undefined) throw new Error(`no tenant of ${connector}`);
    return tenantClient(`${host.origin}${tenant.path}`, tenant.secretToken);
  };
  const read = async (connector: string, path: string) => {
    const answer = await clientOf(connector).send('GET', path);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  /** The people of each tenant that has any. */
  const peopled = () => {
    const users = new Map(
      tenants
        .map(
          ({ connector }) =>
            [connector, stored.filter((one) => one.connector === connector && one.type === 'User')] as const,
        )
        .filter(([, people]) => people.length > 0),
    );
    expect(users.size).toBeGreaterThan(1);
    return users;
  };

  beforeAll(async () => {
    database = await open();
    folder = await mkdtemp(join(tmpdir(), 'scimwright-upgrade-'));
    const sql = openSql(database.url);
    stored = (await sql.run(STORED)).map(
      (row) => ({ ...row, version: Number(row['version']), body: JSON.parse(String(row['body'])) }) as Stored,
    );
    members = await sql.run(MEMBERS);
    deleted = await sql.run(DELETED);
    counts = await count();
    host = await runHost(folder, { env: { DATABASE_URL: database.url } });
  });
  afterAll(async () => {
    await host.end('SIGTERM');
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('keeps every row when migrated', async () => {
    expect(stored.length).toBeGreaterThan(100);
    expect(await count()).toEqual(counts);
  });

  it('serves every user and group as it was stored', async () => {
    for (const resource of stored) {
      const { connector, id, version, created, modified, body } = resource;
      const answer = await read(connector, `${endpointOf(resource)}/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        ...body,
        id,
        meta: { version: `W/"${version}"`, created, lastModified: modified },
      });
    }
  });

  it('keeps the members of every group', async () => {
    const groups = stored.filter(({ type }) => type === 'Group');
    expect(groups.length).toBeGreaterThan(0);
    for (const { connector, id } of groups) {
      const had = members.filter((row) => row['group_id'] === id).map((row) => String(row['member_id']));
      expect(memberIds((await read(connector, `/Groups/${id}`)).body)).toEqual(had.toSorted());
    }
  });

  it('keeps deleted users deleted', async () => {
    expect(deleted.length).toBeGreaterThan(0);
    for (const { connector, id } of deleted)
      expect((await read(String(connector), `/Users/${String(id)}`)).status).toBe(404);
  });

  it('finds people by name, and counts them', async () => {
    for (const [connector, users] of peopled()) {
      const [first] = users;
      const name = String(first?.body['userName']);
      const filter = encodeURIComponent(`userName eq "${name.toUpperCase()}"`);
      const { body } = await read(connector, `/Users?filter=${filter}`);
      expect(body).toMatchObject({ totalResults: 1, Resources: [{ id: first?.id, userName: name }] });
      expect((await read(connector, '/Users?count=0')).body['totalResults']).toBe(users.length);
    }
  });

  it('keeps a taken name taken, and disables a person who leaves', async () => {
    for (const [connector, users] of peopled()) {
      const [first, second] = users.filter(({ body }) => body['active'] === true);
      const path = `/Users/${String(first?.id)}`;
      const patch = async (operation: object) => {
        const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
        return (await clientOf(connector).send('PATCH', path, { schemas, Operations: [operation] })).status;
      };
      expect(await patch({ op: 'replace', path: 'userName', value: second?.body['userName'] })).toBe(409);
      expect(await patch({ op: 'Replace', path: 'active', value: 'False' })).toBeLessThan(300);
      expect((await read(connector, path)).body).toMatchObject({ active: false });
    }
  });
});
