import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTenant } from './admin/tenants.ts';
import { issueToken } from './admin/tokens.ts';
import { flow, flowUser, serveFlow, type Served } from './serve.fixture.ts';

const ENTITLED = { entitlements: ['flow-api'] };

/** Begins requests whose bodies do not end, and collects the statuses of those that are answered. */
function beginMany(served: Served, count: number, head: string, begin: string) {
  const { hostname, port, pathname } = new URL(served.tenantUrl);
  const statuses: string[] = [];
  const sockets = Array.from({ length: count }, (): Socket => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined); // it is cut by the test
    socket.once('data', (answer) => statuses.push(answer.toString().slice(9, 12)));
    socket.write(
      `POST ${pathname}/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${served.secret}\r\nContent-Type: application/scim+json\r\n${head}\r\n\r\n${begin}`,
    );
    return socket;
  });
  return {
    statuses,
    end: async () => {
      await Promise.all(
        sockets.map(async (socket) => {
          const closed = new Promise((resolve) => socket.once('close', resolve));
          socket.destroy();
          await closed;
        }),
      );
    },
  };
}

const chunk = `${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`;

describe('unfinished bodies', () => {
  let served: Served;
  let other: () => Promise<number>;
  beforeEach(async () => {
    served = await serveFlow();
    const second = await createTenant(served.admin, { connector: flow.id, name: 'fabrikam', ...ENTITLED });
    const { secret } = await issueToken(served.admin, second, { description: 'tests', createdBy: 'tests' });
    const url = served.tenantUrl.replace('contoso', 'fabrikam');
    other = async () =>
      (await served.send('POST', `${url}/Users`, flowUser('other'), { Authorization: `Bearer ${secret}` }))
        .status;
  });
  afterEach(() => served.close());

  it.each([
    ['of one byte', 'Content-Length: 500', '{', 256],
    ['that announce a megabyte', 'Content-Length: 1048576', '{', 16],
  ])(
    '%s are limited for each tenant, and other requests are answered meanwhile',
    async (_, head, begin, most) => {
      const many = beginMany(served, most + 20, head, begin);
      await expect.poll(() => many.statuses.length, { timeout: 20_000 }).toBe(20);
      expect(new Set(many.statuses)).toEqual(new Set(['503']));
      expect(await other()).toBe(201);
      const refused = await served.send('POST', '/Users', flowUser('own'));
      expect([refused.status, refused.body['detail']]).toEqual([
        503,
        expect.stringContaining('without sending their whole body'),
      ]);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
      await many.end();
      await expect.poll(async () => (await served.send('POST', '/Users', flowUser('own'))).status).toBe(201);
    },
  );

  it('of unknown length are counted by their bytes as they arrive', async () => {
    const many = beginMany(served, 80, 'Transfer-Encoding: chunked', chunk.repeat(5));
    await expect.poll(() => many.statuses.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(80 - 51);
    expect(new Set(many.statuses)).toEqual(new Set(['503']));
    expect(await other()).toBe(201);
    await many.end();
  });
});
