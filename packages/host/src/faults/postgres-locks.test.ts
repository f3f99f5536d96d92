import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { PATCH_OP } from '@scimwright/core/messages';
import { GROUP, USER } from '@scimwright/core/schema';
import type { DatabaseSession } from '@scimwright/test-databases';
import { afterEach, expect, it } from 'vitest';
import { shortTimeouts } from './faulty-host.fixture.ts';
import { expectAway } from './operations.fixture.ts';
import { openPostgresBench, type PostgresBench } from './postgres-bench.fixture.ts';

let bench: PostgresBench;
let somebody: DatabaseSession;
const open = async (lock: number = shortTimeouts.lock): Promise<void> => {
  bench = await openPostgresBench({ ...shortTimeouts, lock, statement: 20_000, answer: 22_000 });
  somebody = await bench.connect();
};
afterEach(async () => {
  await somebody.close();
  await bench.close();
});

const makeUser = (): Promise<string> =>
  bench.faulty.make('/Users', { schemas: [USER], userName: `${randomUUID()}@contoso.example`, active: true });
const retitle = (id: string) =>
  bench.faulty.send({
    method: 'PATCH',
    path: `/Users/${id}`,
    body: { schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'title', value: randomUUID() }] },
  });
const hold = async (id: string): Promise<void> => {
  await somebody.run('begin');
  await somebody.run(`select 1 from resources where id = '${id}' for update`);
};
/** Resolves when the host waits for a lock. */
const waiting = async (): Promise<void> => {
  for (;;) {
    const rows = await bench.server.run(
      `select 1 from pg_stat_activity where usename = '${bench.user}' and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await setTimeout(10);
  }
};

it('a request that waits too long for a locked row fails alone; others of the same batch succeed', async () => {
  await open();
  const [held = '', ...free] = await Promise.all(Array.from({ length: 20 }, makeUser));
  await hold(held);
  const [blocked, ...others] = await Promise.all([held, ...free].map(retitle));
  expect(others.map(({ status }) => status)).toEqual(free.map(() => 200));
  if (blocked === undefined) throw new Error('There was no answer.');
  expectAway(blocked);
  await somebody.run('rollback');
  expect((await retitle(held)).status).toBe(200);
});

it('a request that waits briefly for a locked row succeeds', async () => {
  await open(10_000);
  const held = await makeUser();
  await hold(held);
  const answer = retitle(held);
  await waiting();
  await somebody.run('commit');
  expect((await answer).status).toBe(200);
});

it('a deadlock is resolved, and both requests succeed', async () => {
  // The server looks for a deadlock after a second.
  await open(10_000);
  const user = await makeUser();
  const group = await bench.faulty.make('/Groups', {
    schemas: [GROUP],
    displayName: 'Engines',
    members: [{ value: user }],
  });
  await somebody.run(`set deadlock_timeout = '10s'`);
  await hold(group);
  // The delete holds the lock on the user, and waits for the group that loses this member.
  const answer = bench.faulty.send({ method: 'DELETE', path: `/Users/${user}` });
  await waiting();
  await somebody.run(`select 1 from resources where id = '${user}' for update`);
  await somebody.run('commit');
  expect((await answer).status).toBe(204);
  const deadlocks = await bench.server.run(
    `select deadlocks::int from pg_stat_database where datname = '${bench.name}'`,
  );
  expect(deadlocks).toEqual([{ deadlocks: 1 }]);
});
