import { mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdDatabase } from './hold-database.ts';
import { openStore } from './open-store.ts';

const OTHER_HOST = { name: 'StoreUnavailable', code: 'OTHER_HOST' };

describe('a reserved SQLite file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-hold-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const at = (...names: readonly string[]): string => `sqlite:${join(folder, ...names)}`;

  it('belongs to one host, through any symbolic link, until it is released', async () => {
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'folder-link'));
    // A link to a file that does not exist yet.
    await symlink(join(folder, 'real', 'a.sqlite'), join(folder, 'link.sqlite'));
    const release = await holdDatabase(at('link.sqlite'), { waitMs: 0 });
    for (const url of [at('link.sqlite'), at('real', 'a.sqlite'), at('folder-link', 'a.sqlite')]) {
      await expect(holdDatabase(url, { waitMs: 0 })).rejects.toMatchObject(OTHER_HOST);
    }
    await (
      await holdDatabase(at('real', 'b.sqlite'), { waitMs: 0 })
    )();
    await release();
    await (
      await holdDatabase(at('real', 'a.sqlite'), { waitMs: 0 })
    )();
  });

  it('makes another host wait, unless that host declines or stops', async () => {
    const release = await holdDatabase(at('a.sqlite'), { waitMs: 0 });
    const wait = { waitMs: 3_600_000 };
    await expect(holdDatabase(at('a.sqlite'), { ...wait, onBusy: async () => false })).rejects.toMatchObject(
      OTHER_HOST,
    );
    await expect(holdDatabase(at('a.sqlite'), { ...wait, isStopped: () => true })).rejects.toMatchObject({
      code: 'STOPPED',
    });
    const asked: string[] = [];
    const onBusy = async (): Promise<boolean> => {
      asked.push('once');
      await release();
      return true;
    };
    await (
      await holdDatabase(at('a.sqlite'), { ...wait, onBusy })
    )();
    expect(asked).toEqual(['once']);
  });

  it('can be opened by any number of stores, and only by its owner', async () => {
    const release = await holdDatabase(at('a.sqlite'), { waitMs: 0 });
    const stores = [await openStore({ url: at('a.sqlite') }), await openStore({ url: at('a.sqlite') })];
    for (const store of stores) {
      await store.clock.raise({ at: '2026-01-31T12:00:00.000Z', setBacks: 0 });
      await store.close();
    }
    expect((await stat(join(folder, 'a.sqlite-host'))).mode & 0o777).toBe(0o600);
    await expect(holdDatabase(at('a.sqlite'), { waitMs: 0 })).rejects.toMatchObject(OTHER_HOST);
    await release();
  });
});

it('a database on PostgreSQL may have several hosts', async () => {
  const { url, close } = await openPostgres();
  const releases = await Promise.all([1, 2].map(() => holdDatabase(url, { waitMs: 0 })));
  expect(releases).toHaveLength(2);
  for (const release of releases) await release();
  await close();
});
