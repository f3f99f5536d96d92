import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyDelta } from '@scimwright/core/patch';
import type { Change, Store, TenantId } from '@scimwright/store';
import { openPostgres, openSession } from '@scimwright/test-databases';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './open-store.ts';

const tenant = 't1' as TenantId;
const at = '2026-01-31T12:00:00.000Z';

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-vacuum-'));
  file = join(folder, 'data.sqlite');
  store = await openStore({ url: `sqlite:${file}` });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** A name that is the same in each run. Names have no order, so that index pages split as in practice. */
const nameOf = (at: number, turn: number): string =>
  `n${Math.imul(at * 2 + turn + 1, 2_654_435_761) >>> 0}-${at}`;
const entriesOf = (name: string) => [
  { path: 'userName', key: name, unique: true },
  { path: 'externalId', key: `${name}-ext`, unique: false },
];
const idOf = (person: number): string => `u${String(person).padStart(5, '0')}`;

function creation(person: number): Change {
  const name = nameOf(person, 0);
  const body = JSON.stringify({ userName: name });
  return { kind: 'create', type: 'User', id: idOf(person), at, body, entries: entriesOf(name), members: [] };
}

function renaming(person: number): Change {
  const name = nameOf(person, 1);
  return {
    kind: 'update',
    type: 'User',
    id: idOf(person),
    at,
    expected: undefined,
    body: JSON.stringify({ userName: name, title: 't'.repeat(Math.imul(person, 37) % 1_500) }),
    entries: { add: entriesOf(name), drop: entriesOf(nameOf(person, 0)) },
    members: emptyDelta,
  };
}

const PEOPLE = 1_200;
const TOGETHER = 20;

/** Creates users, renames a few of each twenty, and removes every second one. */
async function fill(): Promise<readonly string[]> {
  const people = Array.from({ length: PEOPLE }, (_, person) => person);
  for (let from = 0; from < PEOPLE; from += TOGETHER) {
    await store.resources.commit(tenant, people.slice(from, from + TOGETHER).map(creation));
    const before = people.slice(from / 2, from / 2 + TOGETHER / 2);
    await store.resources.commit(tenant, before.filter((person) => person % 3 === 0).map(renaming));
  }
  const leaving = people.filter((person) => person % 2 === 0);
  for (let from = 0; from < leaving.length; from += TOGETHER) {
    const some = leaving.slice(from, from + TOGETHER);
    await store.resources.commit(
      tenant,
      some.map((person) => ({ kind: 'remove', type: 'User', id: idOf(person), at, expected: undefined })),
    );
  }
  return leaving.flatMap((person) => [nameOf(person, 0), nameOf(person, 1)]);
}

it('after a vacuum the file is smaller and contains nothing of removed people', async () => {
  const gone = await fill();
  await store.scrub();
  const { size } = await stat(file);
  const vacuumed = await store.vacuum();
  const bytes = await readFile(file, 'latin1');
  expect(gone.filter((name) => bytes.includes(name))).toEqual([]);
  expect(vacuumed).toEqual({ before: size, after: (await stat(file)).size, isScrubbed: true });
  expect(vacuumed?.after).toBeLessThan(size);
  expect(bytes).toContain(nameOf(PEOPLE - 1, 0));
});

it('a vacuum waits for a host that reads and writes, and the host goes on', async () => {
  const host = await openStore({ url: `sqlite:${file}` });
  await host.resources.commit(tenant, [creation(1), creation(2)]);
  const writes = Array.from({ length: 20 }, (_, person) =>
    host.resources.commit(tenant, [creation(10 + person)]),
  );
  const [vacuumed, read, ...outcomes] = await Promise.all([
    store.vacuum(),
    host.resources.get(tenant, 'User', idOf(1)),
    ...writes,
  ]);
  expect(vacuumed?.after).toBeGreaterThan(0);
  expect(read?.id).toBe(idOf(1));
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'done'));
  await host.resources.commit(tenant, [creation(3)]);
  expect((await store.resources.get(tenant, 'User', idOf(3)))?.id).toBe(idOf(3));
  await host.close();
});

it('while a connection reads, the write-ahead log stays, and the result says so', async () => {
  await store.resources.commit(tenant, [creation(1)]);
  const reader = await openSession(`sqlite:${file}`);
  await reader.run('begin');
  await reader.run('select count(*) from resources');
  await store.resources.commit(tenant, [creation(2)]);
  expect(await store.scrub()).toBe(false);
  await reader.run('commit');
  await reader.close();
  expect(await store.scrub()).toBe(true);
});

it('PostgreSQL is not vacuumed', async () => {
  const database = await openPostgres();
  const other = await openStore({ url: database.url });
  expect([await other.vacuum(), await other.scrub()]).toEqual([undefined, true]);
  await other.close();
  await database.close();
});
