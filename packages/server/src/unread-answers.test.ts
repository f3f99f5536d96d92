import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { flowUser, serveFlow, type Served } from './serve.fixture.ts';

const MEGABYTE = 1_048_576;
/** What waits of a list at most: a portion, the resource that goes beyond it, and the one that is being sent. */
const WAITING = 262_144 + 2 * 65_536;

let served: Served;
beforeEach(async () => {
  const waitingBytes = { tenant: 3 * WAITING, all: 100 * MEGABYTE };
  served = await serveFlow({ server: { limits: { waitingBytes } } });
  const [title, displayName] = ['x'.repeat(32_000), 'y'.repeat(32_000)];
  for (let at = 0; at < 200; at += 1)
    await served.send('POST', '/Users', flowUser(`user-${at}`, { title, displayName }));
});
afterEach(() => served.close());

/** Asks for a page of twelve megabytes, and reads its first bytes alone. */
async function askAndStop(): Promise<Socket> {
  const { hostname, port, pathname } = new URL(served.tenantUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined); // it is cut by the test
  socket.write(
    `GET ${pathname}/Users?count=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${served.secret}\r\n\r\n`,
  );
  await once(socket, 'readable');
  return socket;
}

const list = (): Promise<number> => served.send('GET', '/Users?count=200').then(({ status }) => status);

it('lists that nobody reads keep no more of a tenant waiting than there is room for', async () => {
  expect((await served.send('GET', '/Users?count=200')).text.length).toBeGreaterThan(12 * MEGABYTE);
  const slow = [await askAndStop(), await askAndStop()];
  // All of it was more than there is room for; a portion of it is not.
  expect(await list()).toBe(200);
  slow.push(await askAndStop());
  await expect.poll(list).toBe(503);
  const refused = await served.send('GET', '/Users?count=200');
  expect(refused.headers.get('Retry-After')).toBe('5');
  expect(refused.body['detail']).toContain('have not been read yet');
  expect((await served.send('GET', '/Users?filter=userName+eq+"user-7"&attributes=id')).status).toBe(200);
  expect((await served.send('POST', '/Users', flowUser('eve'))).status).toBe(201);
  for (const client of slow) client.destroy();
  await expect.poll(list).toBe(200);
});
