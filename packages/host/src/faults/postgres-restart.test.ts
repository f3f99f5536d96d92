import { randomUUID } from 'node:crypto';
import { USER } from '@scimwright/core/schema';
import { startPostgres, type PostgresServer } from '@scimwright/test-databases';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFaulty, type FaultyHost } from './faulty-host.fixture.ts';
import { expectAway } from './operations.fixture.ts';
import { expectWithstood } from './expect-withstood.fixture.ts';

let server: PostgresServer;
let faulty: FaultyHost;
beforeEach(async () => {
  server = await startPostgres();
  faulty = await openFaulty(server.url);
});
afterEach(async () => {
  await faulty.close();
  await server.stop();
});

it('a host survives a stop and start of the server', () =>
  expectWithstood(
    { faulty },
    {
      title: 'the server is stopped',
      reads: 'away',
      writes: 'away',
      ready: 503,
      begin: async () => {
        await server.halt();
        return server.resume;
      },
    },
  ));

it('a restart of the server under load neither loses nor repeats acknowledged writes', async () => {
  const names = Array.from({ length: 120 }, () => `${randomUUID()}@contoso.example`);
  const createOnce = (userName: string) =>
    faulty.send({ method: 'POST', path: '/Users', body: { schemas: [USER], userName, active: true } });
  let refused = 0;
  /** Repeats a create as Entra does, until the user exists. */
  const create = async (userName: string): Promise<void> => {
    for (;;) {
      const answer = await createOnce(userName);
      if (answer.status === 201) return;
      // The create was stored, but its answer was lost.
      if (answer.status === 409 && refused > 0) return;
      expectAway(answer);
      refused += 1;
      await faulty.recovered();
    }
  };
  const load = Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (lane) => {
      for (let at = lane; at < names.length; at += 6) await create(names[at] ?? '');
    }),
  );
  const restart = async (): Promise<void> => {
    await server.halt();
    await server.resume();
  };
  await Promise.all([load, restart()]);
  const { users, events } = await faulty.kept();
  expect(users.map(({ userName }) => userName).toSorted()).toEqual(names.toSorted());
  expect(events.map(({ type }) => type)).toEqual(names.map(() => 'user.created'));
});
