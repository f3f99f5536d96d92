import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyDelta } from '@scimwright/core/patch';
import type { Change, TenantId } from '@scimwright/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { logEntry } from './log-entry.fixture.ts';
import { openStore } from './open-store.ts';

const tenant = 't1' as TenantId;
const at = '2026-01-31T12:00:00.000Z';
const NAME = 'ada-who-is-to-be-forgotten';
/** A text long enough for database pages of its own. */
const TITLE = `${NAME}-${'x'.repeat(6_000)}`;

const entriesOf = (name: string) => [{ path: 'userName', key: name, unique: true }];
const creation = (id: string, name: string): Change => ({
  kind: 'create',
  type: 'User',
  id,
  at,
  body: JSON.stringify({ userName: name }),
  entries: entriesOf(name),
  members: [],
});
const ownEntry = logEntry({
  at,
  method: 'POST',
  operation: 'create',
  resourceId: 'ada',
  subject: NAME,
  status: 201,
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-erasure-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The names of the files that contain a text. */
async function filesWith(text: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const found = await Promise.all(
    names.map(async (name) => ((await readFile(join(folder, name))).includes(text) ? [name] : [])),
  );
  return found.flat();
}

it('once the log and the events are pruned, the files of SQLite contain nothing of a deleted person', async () => {
  const store = await openStore({ url: `sqlite:${join(folder, 'data.sqlite')}` });
  const others = Array.from({ length: 50 }, (_, other) => creation(`u${other}`, `other-${other}`));
  await store.resources.commit(tenant, others);
  const data = { resource: { userName: NAME }, changed: [] };
  const event = { type: 'user.created', resourceType: 'User', resourceId: 'ada', at, data } as const;
  await store.resources.commit(tenant, [
    creation('ada', NAME),
    { kind: 'event', event },
    { kind: 'log', entry: ownEntry },
  ]);
  await store.resources.commit(tenant, [
    {
      kind: 'update',
      type: 'User',
      id: 'ada',
      at,
      expected: 1,
      body: JSON.stringify({ userName: NAME, displayName: TITLE }),
      entries: { add: [], drop: [] },
      members: emptyDelta,
    },
  ]);
  expect(await filesWith(NAME)).not.toEqual([]);
  const removal = { kind: 'remove', type: 'User', id: 'ada', at, expected: undefined } as const;
  await store.resources.commit(tenant, [removal]);
  const events = await store.outbox.read({ tenant, after: 0, limit: 100 });
  for (const { seq } of events) await store.outbox.skip(tenant, seq, '2026-02-01T00:00:00.000Z');
  await store.log.prune('2999-01-01T00:00:00.000Z');
  await store.outbox.prune('2999-01-01T00:00:00.000Z');
  await store.scrub();
  expect(await filesWith(NAME)).toEqual([]);
  await store.close();
  expect(await filesWith(NAME)).toEqual([]);
});
