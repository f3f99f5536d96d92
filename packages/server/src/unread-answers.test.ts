import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noMetrics } from './metrics.ts';
import { flowUser, serveFlow, type Served } from './serve.fixture.ts';

const MEGABYTE = 1_048_576;
/** The bytes of a list that wait at most: a portion, the resource that exceeds it, and the resource that is being sent. */
const WAITING = 262_144 + 2 * 65_536;

let served: Served;
let waiting = 0;
beforeEach(async () => {
  const waitingBytes = { tenant: 3 * WAITING, all: 100 * MEGABYTE };
  const metrics = { ...noMetrics, waiting: (bytes: number) => void (waiting = bytes) };
  served = await serveFlow({ server: { limits: { waitingBytes }, metrics } });
  const [title, displayName] = ['x'.repeat(32_000), 'y'.repeat(32_000)];
  for (let at = 0; at < 200; at += 1)
    await served.send('POST', '/Users', flowUser(`user-${at}`, { title, displayName }));
});
afterEach(() => served.close());

/** Asks for many megabytes, and reads only the first bytes. */
async function askAndStop(path = '/Users?count=200'): Promise<Socket> {
  const { hostname, port, pathname } = new URL(served.tenantUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined); // it is cut by the test
  socket.write(
    `GET ${pathname}${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${served.secret}\r\n\r\n`,
  );
  await once(socket, 'readable');
  return socket;
}

const list = (): Promise<number> => served.send('GET', '/Users?count=200').then(({ status }) => status);

it('lists that their clients do not read use no more memory than the budget of their tenant', async () => {
  expect((await served.send('GET', '/Users?count=200')).text.length).toBeGreaterThan(12 * MEGABYTE);
  const slow = [await askAndStop(), await askAndStop()];
  // The whole list exceeds the budget; a portion of it does not.
  expect(await list()).toBe(200);
  slow.push(await askAndStop());
  await expect.poll(list).toBe(503);
  const refused = await served.send('GET', '/Users?count=200');
  expect(refused.headers.get('Retry-After')).toBe('5');
  expect(refused.body['detail']).toContain('are waiting to be read');
  expect((await served.send('GET', '/Users?filter=userName+eq+"user-7"&attributes=id')).status).toBe(200);
  expect((await served.send('POST', '/Users', flowUser('eve'))).status).toBe(201);
  for (const client of slow) client.destroy();
  await expect.poll(list).toBe(200);
});

it('a group that its client does not read keeps one page of members in memory', async () => {
  const members = Array.from({ length: 150_000 }, (_, at) => `member-${String(at).padStart(32, '0')}`);
  const [type, id, at] = ['Group', 'g1', new Date().toISOString()];
  await served.admin.store.resources.commit(served.tenant.id, [
    { kind: 'create', type, id, at, body: '{"displayName":"all"}', entries: [], members },
  ]);
  const slow = await askAndStop('/Groups/g1');
  // A request now waits behind the host's work for the slow client.
  for (let asked = 0; asked < 20; asked += 1) {
    expect((await served.send('GET', '/Users?count=1&attributes=id')).status).toBe(200);
  }
  expect(waiting).toBeGreaterThan(16_384);
  expect(waiting).toBeLessThanOrEqual(65_536);
  slow.destroy();
  await expect.poll(() => waiting).toBe(0);
  const { body } = await served.send('GET', '/Groups/g1');
  expect(body['members']).toHaveLength(members.length);
});
