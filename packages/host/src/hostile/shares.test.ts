import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { openHost, type Host } from '../open-host.ts';
import { groupNamed, patchOf, userNamed, whole } from './hostile-host.fixture.ts';

/** How many requests run at a time, and many more. */
const PLACES = 32;
const CLIENTS = 220;

describe.each(engines)('on $name, a tenant that floods the host', (engine) => {
  let database: TestDatabase;
  let folder: string;
  let host: Host;
  const tokens = new Map<string, string>();
  // Each request has its own connection, as from many clients.
  const agent = new Agent({ maxSockets: Infinity, keepAlive: true });

  beforeAll(async () => {
    database = await engine.open();
    folder = await mkdtemp(join(tmpdir(), 'scimwright-shares-'));
    host = await openHost({
      connectors: [whole],
      config: readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url }, folder),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    const admin: AdminDeps = {
      connectors: [whole],
      store: host.store,
      clock: () => new Date(),
      ids: () => crypto.randomUUID(),
    };
    for (const name of ['mallory', 'contoso']) {
      const tenant = await createTenant(admin, { connector: whole.id, name });
      const { secret } = await issueToken(admin, tenant, { description: 'tests', createdBy: 'tests' });
      tokens.set(name, secret);
    }
  }, 60_000);
  afterAll(async () => {
    agent.destroy();
    await host.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  function send(
    tenant: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; id: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${host.url}/whole/${tenant}/scim/v2${path}`,
        {
          method,
          agent,
          headers: { Authorization: `Bearer ${tokens.get(tenant)}`, 'Content-Type': 'application/scim+json' },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (piece: string) => (text += piece));
          answer.on('end', () => {
            const { id = '' } = (text === '' ? {} : JSON.parse(text)) as { id?: string };
            resolve({ status: answer.statusCode ?? 0, id });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body && JSON.stringify(body));
    });
  }

  /** Clients that send the next request after each answer, until they are stopped. */
  function flood(clients: number, work: (at: number) => Promise<{ status: number }>) {
    const statuses: number[] = [];
    const end = new AbortController();
    let sent = 0;
    const all = Array.from({ length: clients }, async () => {
      while (!end.signal.aborted) statuses.push((await work((sent += 1))).status);
    });
    return {
      statuses,
      stop: async () => {
        end.abort();
        await Promise.all(all);
      },
    };
  }

  it.each([
    ['lists', (at: number) => send('mallory', 'GET', `/Users?count=100&startIndex=${at}`)],
    ['creations', (at: number) => send('mallory', 'POST', '/Users', userNamed(`flood-${at}`))],
  ])('with %s does not keep another tenant waiting behind its requests', async (_, work) => {
    await send('contoso', 'POST', '/Users', userNamed('calm'));
    const { statuses, stop } = flood(CLIENTS, work);
    await expect.poll(() => statuses.length, { interval: 5, timeout: 10_000 }).toBeGreaterThan(CLIENTS);
    const meanwhile: number[] = [];
    for (let at = 0; at < 5; at += 1) {
      const before = statuses.length;
      expect((await send('contoso', 'GET', '/Users?filter=userName%20eq%20%22calm%22')).status).toBe(200);
      meanwhile.push(statuses.length - before);
    }
    await stop();
    // It waits for its token, a place, its user and its turn to be sent. Each time those in the 32 places may come first; without turns,
    // all waiting ones would.
    expect(meanwhile.toSorted((one, other) => one - other)[2]).toBeLessThan(4 * PLACES);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  });

  it('alone gets every answer', async () => {
    const group = await send('mallory', 'POST', '/Groups', groupNamed('everybody'));
    const add = (at: number) => patchOf({ op: 'add', path: 'members', value: [{ value: `m${at}` }] });
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, (_, at) => send('mallory', 'PATCH', `/Groups/${group.id}`, add(at))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
  });

  it('shows in the metrics', async () => {
    const metrics = await (await fetch(`${host.url}/metrics`)).text();
    expect(metrics).toMatch(/scimwright_requests_in_flight \d/);
    expect(metrics).toMatch(/scimwright_requests_waiting \d/);
    expect(metrics).toContain('# TYPE scimwright_request_wait_seconds histogram');
  });
});
