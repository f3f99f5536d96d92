import type { Store, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseDialect } from './dialect/choose-dialect.ts';
import { findGroups } from './find-groups.fixture.ts';
import { openKnex } from './open-knex.ts';
import { openStore } from './open-store.ts';

const AT = '2026-01-31T12:00:00.000Z';
const ACME = 'acme' as TenantId;
const GLOBEX = 'globex' as TenantId;

const groups = Array.from({ length: 100 }, (_, at) => `group ${at}`);

/** What requests ask in one turn of the event loop. */
const turns: readonly {
  readonly what: string;
  readonly ask: (store: Store) => readonly Promise<unknown>[];
  readonly statements: number;
}[] = [
  {
    what: 'ten groups by their ids',
    ask: (store) => groups.slice(0, 10).map((id) => store.resources.get(ACME, 'Group', id)),
    statements: 1,
  },
  {
    what: 'ten groups by their names',
    ask: (store) => groups.slice(0, 10).map((name) => findGroups(store, ACME, `displayName eq "${name}"`)),
    statements: 1,
  },
  {
    what: 'groups of two tenants',
    ask: (store) => [ACME, GLOBEX].map((tenant) => store.resources.get(tenant, 'Group', 'group 1')),
    statements: 1,
  },
  {
    what: 'the token of one tenant, for ten requests',
    ask: (store) => groups.slice(0, 10).map(() => store.tokens.find(`hash of ${ACME}`)),
    statements: 1,
  },
  {
    what: 'the groups of ten users',
    ask: (store) => groups.slice(0, 10).map((id) => store.resources.memberships(ACME, [id], 'displayName')),
    statements: 1,
  },
  {
    what: 'the groups of users of two tenants',
    ask: (store) =>
      [ACME, GLOBEX, ACME].map((tenant) => store.resources.memberships(tenant, ['group 1'], 'displayName')),
    statements: 2,
  },
  {
    what: 'the groups of the users of two pages',
    ask: (store) =>
      [60, 70].map((count) => store.resources.memberships(ACME, groups.slice(0, count), 'displayName')),
    statements: 2,
  },
  {
    what: 'a hundred groups',
    ask: (store) => groups.map((id) => store.resources.get(ACME, 'Group', id)),
    statements: 7,
  },
];

describe.each(engines)('requests of one turn of the event loop, on $name', ({ open }) => {
  const statements: string[] = [];
  let database: TestDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await open();
    store = await openStore({ ...database, onStatement: (sql) => statements.push(sql) });
    for (const tenant of [ACME, GLOBEX]) await fill(store, tenant);
    statements.length = 0;
  });
  afterEach(async () => {
    await store.close();
    await database.close();
  });

  it.each(turns)('read $what in $statements statement(s)', async ({ ask, statements: expected }) => {
    await Promise.all(ask(store));
    expect(statements).toHaveLength(expected);
  });

  it('use one text, however many they are', async () => {
    for (const count of [1, 2, 30]) {
      await Promise.all(groups.slice(0, count).map((id) => store.resources.get(ACME, 'Group', id)));
    }
    expect(new Set(statements).size).toBe(1);
  });

  it('get the answer of their own tenant, type and key, or none', async () => {
    const nobody = 'nobody' as TenantId;
    const asked = [
      [ACME, 'Group', 'group 7'],
      [GLOBEX, 'Group', 'group 7'],
      [ACME, 'User', 'group 7'],
      [ACME, 'Group', 'GROUP 7'],
      [nobody, 'Group', 'group 7'],
      [GLOBEX, 'Group', 'group 8'],
    ] as const;
    const found = await Promise.all(asked.map(([tenant, type, id]) => store.resources.get(tenant, type, id)));
    expect(found.map((each) => each?.body)).toEqual([
      bodyOf(ACME, 'group 7'),
      bodyOf(GLOBEX, 'group 7'),
      undefined,
      undefined,
      undefined,
      bodyOf(GLOBEX, 'group 8'),
    ]);
    const pages = await Promise.all(
      [ACME, GLOBEX, nobody].map((tenant) => findGroups(store, tenant, 'displayName eq "Group 7"')),
    );
    expect(pages.map(({ items }) => items.map(({ body }) => body))).toEqual([
      [bodyOf(ACME, 'group 7')],
      [bodyOf(GLOBEX, 'group 7')],
      [],
    ]);
  });

  it('take turns: a tenant that asks much keeps no other waiting', async () => {
    const order: TenantId[] = [];
    const ask = (tenant: TenantId, id: string) =>
      store.resources.get(tenant, 'Group', id).then(() => order.push(tenant));
    await Promise.all([...groups.map((id) => ask(ACME, id)), ask(GLOBEX, 'group 1')]);
    expect(order.indexOf(GLOBEX)).toBeLessThan(groups.length / 2);
  });

  it('see every commit that was answered before they asked', async () => {
    const before = store.tokens.find(`hash of ${ACME}`);
    await store.tokens.revoke(ACME, `token of ${ACME}`, AT);
    const after = store.tokens.find(`hash of ${ACME}`);
    await before;
    expect((await after)?.token.revoked).toBe(AT);
  });

  it('fail alone when a row of one of them cannot be read', async () => {
    const dialect = chooseDialect(database.url);
    const damaging = openKnex(dialect.writer, undefined);
    await damaging('tenants').where({ id: ACME }).update({ settings: 'no JSON' });
    await damaging.destroy();
    const found = await Promise.allSettled(
      [ACME, GLOBEX].map((each) => store.tokens.find(`hash of ${each}`)),
    );
    expect(found).toMatchObject([
      { status: 'rejected', reason: { code: 'SyntaxError' } },
      { status: 'fulfilled', value: { tenant: { id: GLOBEX } } },
    ]);
  });
});

const bodyOf = (tenant: TenantId, id: string): string => JSON.stringify({ displayName: id, tenant });

async function fill(store: Store, tenant: TenantId): Promise<void> {
  await store.tenants.create({
    id: tenant,
    connector: 'template',
    name: tenant,
    enabled: true,
    entitlements: [],
    settings: {},
    created: AT,
  });
  const token = {
    id: `token of ${tenant}`,
    tenant,
    hash: `hash of ${tenant}`,
    description: 'Entra',
    scope: 'scim',
    userId: undefined,
    createdBy: 'admin',
    created: AT,
    expires: undefined,
    lastUsed: undefined,
    revoked: undefined,
  };
  await store.tokens.issue(token, { max: 2, overlapUntil: undefined });
  const changes = groups.map((id) => ({
    kind: 'create' as const,
    type: 'Group',
    id,
    at: AT,
    body: bodyOf(tenant, id),
    entries: [{ path: 'displayName', key: id, unique: true }],
    members: [],
  }));
  await store.resources.commit(tenant, changes);
}
