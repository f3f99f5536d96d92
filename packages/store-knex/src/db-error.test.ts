import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreFault, StoreUnavailable, type Store, type TenantId } from '@scimwright/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dbError } from './db-error.ts';
import { sqlite } from './dialect/sqlite.ts';
import { everythingOf } from './everything-of.fixture.ts';
import { openKnex } from './open-knex.ts';
import { openStore } from './open-store.ts';
import { rejectionOf } from './rejection-of.fixture.ts';

const SECRET = 'ada.byron@contoso.example';
const AT = '2026-01-31T12:00:00.000Z';
const tenant = 't1' as TenantId;

function createUser(id: string) {
  return {
    kind: 'create',
    type: 'User',
    id,
    at: AT,
    body: JSON.stringify({ userName: SECRET }),
    entries: [{ path: 'userName', key: SECRET, unique: false }],
    members: [],
  } as const;
}

function issue(store: Store, id: string): Promise<boolean> {
  const token = { id, tenant, hash: SECRET, description: SECRET, scope: '', createdBy: '', created: AT };
  return store.tokens.issue(
    { ...token, userId: undefined, expires: undefined, lastUsed: undefined, revoked: undefined },
    { max: 9, overlapUntil: undefined },
  );
}

describe('an error of the database', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-errors-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const path = (name: string): string => join(folder, name);
  const withStore = async (work: (store: Store) => Promise<unknown>): Promise<unknown> => {
    const store = await openStore({ url: `sqlite:${path('store.sqlite')}` });
    try {
      return await rejectionOf(work(store));
    } finally {
      await store.close();
    }
  };
  const withReader = async (
    config: object,
    work: (reader: ReturnType<typeof openKnex>) => Promise<unknown>,
  ) => {
    const dialect = sqlite(path('store.sqlite'));
    await dialect.prepare();
    const reader = openKnex({ ...dialect.reader, ...config }, undefined);
    try {
      const raw = await rejectionOf(work(reader));
      expect(raw).toBeInstanceOf(Error);
      return dbError(raw, dialect);
    } finally {
      await reader.destroy();
    }
  };

  const provoked: readonly {
    readonly what: string;
    readonly provoke: () => Promise<unknown>;
    readonly becomes: StoreFault | StoreUnavailable;
  }[] = [
    {
      what: 'a taken id',
      provoke: () =>
        withStore(async (store) => {
          await store.resources.commit(tenant, [createUser('u1')]);
          await store.resources.commit(tenant, [createUser('u1')]);
        }),
      becomes: new StoreFault('SQLITE_CONSTRAINT', 'resources.tenant_id, resources.id'),
    },
    {
      what: 'a taken hash, through a model',
      provoke: () =>
        withStore(async (store) => {
          await issue(store, 'token-1');
          await issue(store, 'token-2');
        }),
      becomes: new StoreFault('SQLITE_CONSTRAINT', 'tokens.hash'),
    },
    {
      what: 'an invalid statement',
      provoke: () => withReader({}, (reader) => reader.raw('select * from nothing where a = ?', [SECRET])),
      becomes: new StoreFault('SQLITE_ERROR', undefined),
    },
    {
      what: 'an undefined value, which knex refuses itself',
      provoke: () => withReader({}, (reader) => reader('t').where({ a: SECRET, b: undefined })),
      becomes: new StoreFault('Error', undefined),
    },
    {
      what: 'a file that is not a database',
      provoke: async () => {
        await writeFile(path('store.sqlite'), `${SECRET}\n`.repeat(100));
        return rejectionOf(openStore({ url: `sqlite:${path('store.sqlite')}` }));
      },
      becomes: new StoreFault('SQLITE_NOTADB', undefined),
    },
    {
      what: 'a file that cannot be opened',
      provoke: async () => {
        await mkdir(path(SECRET));
        return rejectionOf(openStore({ url: `sqlite:${path(SECRET)}` }));
      },
      becomes: new StoreUnavailable('EISDIR'),
    },
    {
      what: 'a read-only connection',
      provoke: () => withReader({}, (reader) => reader.raw('create table t as select ? as a', [SECRET])),
      becomes: new StoreUnavailable('SQLITE_READONLY'),
    },
    {
      what: 'an empty pool',
      provoke: () =>
        withReader({ acquireConnectionTimeout: 20, pool: { min: 0, max: 1 } }, async (reader) => {
          const connection: unknown = await reader.client.acquireConnection();
          try {
            await reader.raw('select ? as a', [SECRET]);
          } finally {
            await reader.client.releaseConnection(connection);
          }
        }),
      becomes: new StoreUnavailable('POOL_TIMEOUT'),
    },
    {
      what: 'a closed pool',
      provoke: () =>
        withReader({}, async (reader) => {
          await reader.destroy();
          await reader.raw('select ? as a', [SECRET]);
        }),
      becomes: new StoreUnavailable('CLOSED'),
    },
  ];

  it.each(provoked)('for $what keeps only a code and a constraint', async ({ provoke, becomes }) => {
    const error = await provoke();
    expect(error).toStrictEqual(becomes);
    expect(everythingOf(error)).not.toContain(SECRET);
    expect(everythingOf(error)).not.toMatch(/insert|select \?|values \(/i);
  });

  it('has no cause and no properties but its code and constraint', async () => {
    const error = dbError(new Error(SECRET, { cause: new Error(SECRET) }), sqlite(path('none')));
    expect(error).toStrictEqual(new StoreFault('Error', undefined));
    expect(everythingOf(error)).not.toContain(SECRET);
    expect(dbError(SECRET, sqlite(path('none')))).toStrictEqual(new StoreFault('UNKNOWN', undefined));
  });

  it('passes on a translated error', () => {
    const known = new StoreUnavailable('SQLITE_FULL');
    expect(dbError(known, sqlite(path('none')))).toBe(known);
  });

  it.each([
    ['SQLITE_FULL', StoreUnavailable],
    ['SQLITE_IOERR', StoreUnavailable],
    ['SQLITE_BUSY', StoreUnavailable],
    ['SQLITE_LOCKED', StoreUnavailable],
    ['SQLITE_CANTOPEN', StoreUnavailable],
    ['SQLITE_CORRUPT', StoreFault],
    ['SQLITE_MISUSE', StoreFault],
  ] as const)('of code %s is a %o', (code, kind) => {
    const error = dbError(Object.assign(new Error(SECRET), { code }), sqlite(path('none')));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ code });
  });

  it('does not read a constraint out of the statement', () => {
    const message = `insert into t values ('x constraint failed: ${SECRET}') - SQLITE_CONSTRAINT: UNIQUE constraint failed: t.a, t.b`;
    const error = dbError(
      Object.assign(new Error(message), { code: 'SQLITE_CONSTRAINT' }),
      sqlite(path('none')),
    );
    expect(error).toStrictEqual(new StoreFault('SQLITE_CONSTRAINT', 't.a, t.b'));
  });
});
