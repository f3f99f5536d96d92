import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { engines, openSession, type TestDatabase, type TestEngine } from '@scimwright/test-databases';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectOrdinary, narrow, openHostile, whole, type HostileHost } from './hostile-host.fixture.ts';

const USERS = 200;
/** More clients than database connections. */
const CLIENTS = 14;
/** The maximum that waits for a client: a portion, the resource that exceeds it, and the one in transit. */
const WAITING = 262_144 + 2 * 65_536;

/** A client that requests all users of the tenant, and reads on demand. */
interface SlowClient {
  /** The status line, once it arrives; reads no more. */
  begin(): Promise<string>;
  /** Reads everything until the host closes the connection. */
  readOn(): Promise<string>;
  leave(): void;
}

describe.each(engines)('lists whose client does not read, on $name', (engine) => {
  let database: TestDatabase;
  let host: HostileHost;
  const clients: SlowClient[] = [];

  beforeAll(async () => {
    database = await engine.open();
    // The test uses the same database, so the host must not close it.
    const shared: TestEngine = {
      ...engine,
      open: async () => ({ ...database, close: async () => undefined }),
    };
    host = await openHostile(shared);
    const tenant = host.tenants.get(whole);
    if (tenant === undefined) throw new Error('there is no tenant');
    for (let from = 0; from < USERS; from += 20) {
      const outcome = await host.admin.store.resources.commit(
        tenant.id,
        Array.from({ length: 20 }, (_, at) => ({
          kind: 'create',
          type: 'User',
          id: `zz-${String(from + at).padStart(3, '0')}`,
          at: new Date().toISOString(),
          body: JSON.stringify({ userName: `user-${from + at}`, title: 'x'.repeat(64_000) }),
          entries: [],
          members: [],
        })),
      );
      if (outcome.kind !== 'done') throw new Error('the users could not be stored');
    }
  }, 60_000);
  afterEach(() => {
    for (const client of clients.splice(0)) client.leave();
  });
  afterAll(async () => {
    await host.close();
    await database.close();
  });

  function slowClient(path: string): SlowClient {
    const socket: Socket = connect({ port: host.port, host: '127.0.0.1' });
    socket.on('error', () => undefined); // the test or the host may cut the connection
    socket.write(`${host.head('GET', path, 'Connection: close')}\r\n`);
    let text = '';
    const client: SlowClient = {
      begin: async () => {
        await once(socket, 'readable');
        text += String(socket.read(16));
        return text;
      },
      readOn: async () => {
        const closed = once(socket, 'close');
        socket.on('data', (piece) => (text += piece.toString('latin1')));
        await closed;
        return text;
      },
      leave: () => socket.destroy(),
    };
    clients.push(client);
    return client;
  }

  async function waiting(): Promise<number> {
    const text = await (await fetch(`${host.url}/metrics`)).text();
    return Number(/^scimwright_answers_waiting_bytes (\d+)$/m.exec(text)?.[1]);
  }

  it('each hold a portion in memory and no database connection, and other requests succeed', async () => {
    const begun = await Promise.all(
      Array.from({ length: CLIENTS }, () => slowClient(`/Users?count=${USERS}`).begin()),
    );
    // None is refused, although the lists have 180 MB and the budget of a tenant is 32 MB.
    expect(new Set(begun)).toEqual(new Set(['HTTP/1.1 200 OK\r']));
    await expectOrdinary(host, narrow);
    await expectOrdinary(host);
    expect((await host.send({ connector: narrow, method: 'GET', path: '/Users' })).status).toBe(200);
    const bytes = await waiting();
    expect(bytes).toBeGreaterThan(CLIENTS * 65_536);
    expect(bytes).toBeLessThan(CLIENTS * WAITING);
    for (const client of clients) client.leave();
    await expect.poll(waiting).toBe(0);
  }, 60_000);

  it('that are read later have their whole page, without users deleted meanwhile', async () => {
    const client = slowClient(`/Users?count=${USERS}`);
    await client.begin();
    for (const id of ['zz-150', 'zz-180', 'zz-181']) {
      expect((await host.send({ method: 'DELETE', path: `/Users/${id}` })).status).toBe(204);
    }
    const list = JSON.parse(unchunked(await client.readOn())) as {
      totalResults: number;
      itemsPerPage: number;
      Resources: readonly { id: string }[];
    };
    const ids = list.Resources.map(({ id }) => id);
    expect(list).toMatchObject({ totalResults: USERS + 1, itemsPerPage: USERS - 3 });
    expect(new Set(ids).size).toBe(USERS - 3);
    expect(ids).not.toContain('zz-150');
    // The page ends at its old place, so that a client can continue by count.
    expect(ids.at(-1)).toBe(`zz-${USERS - 2}`);
  }, 60_000);

  it('are cut off if the database fails, and never look complete', async () => {
    const client = slowClient(`/Users?count=${USERS}`);
    await client.begin();
    const session = await openSession(database.url);
    await session.run('alter table resources rename to resources_away');
    const answer = await client.readOn();
    await session.run('alter table resources_away rename to resources');
    await session.close();
    const shown = ['HTTP/1.1 200 OK', 'zz-000', `zz-${USERS - 2}`, 'itemsPerPage'].filter((text) =>
      answer.includes(text),
    );
    expect(shown).toEqual(['HTTP/1.1 200 OK', 'zz-000']);
    // A complete answer ends with an empty chunk.
    expect(answer.endsWith('\r\n0\r\n\r\n')).toBe(false);
    expect(() => JSON.parse(unchunked(answer))).toThrow(SyntaxError);
    expect(host.lines.some((line) => line.startsWith('a response broke off'))).toBe(true);
    expect(host.lines.join('\n')).not.toContain('user-');
    await expectOrdinary(host);
  }, 60_000);
});

/** The body of a chunked answer. */
function unchunked(answer: string): string {
  let at = answer.indexOf('\r\n\r\n') + 4;
  let body = '';
  for (;;) {
    const end = answer.indexOf('\r\n', at);
    const length = Number.parseInt(answer.slice(at, end), 16);
    if (end < 0 || !(length > 0)) return body;
    body += answer.slice(end + 2, end + 2 + length);
    at = end + 2 + length + 2;
  }
}
