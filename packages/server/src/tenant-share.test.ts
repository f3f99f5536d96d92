import { memoryStore, type Store } from '@scimwright/store';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from 'node:net';
import { tenantHealth } from './admin/tenant-health.ts';
import { createTenant } from './admin/tenants.ts';
import { findLog } from './admin/find-log.ts';
import { issueToken } from './admin/tokens.ts';
import { defaultLimits } from './limits.ts';
import { flow, flowUser, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** A store in which each read of one resource waits until the test releases it, and which records the writes of tenants. */
function openGatedStore() {
  const store = memoryStore();
  const held: (() => void)[] = [];
  const commits: string[] = [];
  const names = new Map<string, string>();
  const gated: Store = {
    ...store,
    resources: {
      ...store.resources,
      get: async (tenant, type, id) => {
        if (id === 'held') await new Promise<void>((resolve) => held.push(resolve));
        return store.resources.get(tenant, type, id);
      },
      commit: (tenant, changes) => {
        commits.push(names.get(tenant) ?? '');
        return store.resources.commit(tenant, changes);
      },
    },
  };
  return { store: gated, held, commits, names };
}

type Sender = (method: string, path: string, body?: Parameters<Served['send']>[2]) => Promise<Answer>;

/** Two tenants on one server with a limited number of places. */
async function openTwo(share: Partial<(typeof defaultLimits)['share']>) {
  const gate = openGatedStore();
  const waits: string[] = [];
  const served = await serveFlow({
    store: gate.store,
    server: {
      limits: { share: { ...defaultLimits.share, ...share } },
      metrics: {
        answered() {},
        unauthorized() {},
        departed() {},
        dropped() {},
        waiting() {},
        waited: ({ outcome }) => void waits.push(outcome),
      },
    },
  });
  const second = await createTenant(served.admin, {
    connector: flow.id,
    name: 'fabrikam',
    entitlements: ['flow-api'],
  });
  const { secret } = await issueToken(served.admin, second, { description: 'tests', createdBy: 'tests' });
  gate.names.set(served.tenant.id, 'contoso').set(second.id, 'fabrikam');
  const own: Sender = (method, path, body) => served.send(method, path, body);
  const other: Sender = (method, path, body) =>
    served.send(method, served.tenantUrl.replace('contoso', 'fabrikam') + path, body, {
      Authorization: `Bearer ${secret}`,
    });
  return { ...gate, served, waits, own, other };
}

/** Waits until a condition is true. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('the share of a tenant', () => {
  let close: (() => Promise<void>) | undefined;
  afterEach(async () => close?.());

  async function open(share: Parameters<typeof openTwo>[0]) {
    const two = await openTwo(share);
    close = async () => {
      for (const letGo of two.held.splice(0)) letGo();
      await two.served.close();
    };
    return two;
  }

  it('is the whole server while no other tenant waits; the next free place goes to a tenant without one', async () => {
    const { own, other, held, waits, served } = await open({ atOnce: 3 });
    const answered: string[] = [];
    const note = (name: string) => (): void => void answered.push(name);
    const all = [1, 2, 3].map((at) => own('GET', '/Users/held').then(note(`own ${at}`)));
    await until(() => held.length === 3);
    all.push(own('GET', '/Users/no-1').then(note('own 4')));
    await until(() => served.load().waiting === 1);
    all.push(other('GET', '/Users/no-2').then(note('other')));
    await until(() => served.load().waiting === 2);
    expect([answered, served.load()]).toEqual([[], { running: 3, waiting: 2 }]);
    held.shift()?.();
    await until(() => answered.length === 3);
    expect(answered.indexOf('other')).toBeLessThan(answered.indexOf('own 4'));
    for (const letGo of held.splice(0)) letGo();
    await Promise.all(all);
    expect(waits).toEqual(['begun', 'begun']);
  });

  it('has a limited queue; a request beyond it is refused before it does anything, and is in the log', async () => {
    const { own, other, held, commits, waits, served } = await open({ atOnce: 1, waiting: 1 });
    const first = own('GET', '/Users/held');
    await until(() => held.length === 1);
    const second = own('POST', '/Users', flowUser('waits'));
    const third = await Promise.race([
      own('POST', '/Users', flowUser('too-many')),
      own('POST', '/Users', flowUser('too-many')),
      second,
    ]);
    expect(third).toMatchObject({
      status: 429,
      body: { detail: expect.stringContaining('This one was not carried out. Send it again') },
    });
    expect(Number(third.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(commits).toEqual([]);
    held.shift()?.();
    expect([(await first).status, (await second).status]).toEqual([404, 201]);
    expect((await other('GET', '/Users/no')).status).toBe(404);
    expect(waits.filter((outcome) => outcome === 'refused').length).toBeGreaterThan(0);
    const refused = () => findLog(served.admin, served.tenant, { outcome: 'failed', limit: 10 });
    await expect
      .poll(async () => (await refused()).entries.map(({ status }) => status), { timeout: 5_000 })
      .toContain(429);
    const { last24Hours, warnings } = await tenantHealth(served.admin, served.tenant);
    expect(last24Hours.throttled).toBeGreaterThan(0);
    expect(warnings.join()).toContain('got 429');
  });

  it('refuses a request that has waited too long', async () => {
    const { own, held } = await open({ atOnce: 1, wait: 5 });
    const first = own('GET', '/Users/held');
    await until(() => held.length === 1);
    const late = await own('GET', '/Users/no');
    expect([late.status, late.body['detail']]).toEqual([429, expect.stringContaining('waited too long')]);
    held.shift()?.();
    await first;
  });

  it('is taken by each operation of a bulk request, so that other requests run in between', async () => {
    const { own, other, held, commits, served } = await open({ atOnce: 1 });
    const holding = other('GET', '/Users/held');
    await until(() => held.length === 1);
    const Operations = Array.from({ length: 20 }, (_, at) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `b${at}`,
      data: flowUser(`bulk-${at}`),
    }));
    const bulk = own('POST', '/Bulk', { schemas: [BULK], Operations, failOnErrors: 1 });
    await until(() => served.load().waiting === 1);
    const single = other('POST', '/Users', flowUser('single'));
    await until(() => served.load().waiting === 2);
    held.shift()?.();
    const answers = await Promise.all([holding, bulk, single]);
    expect(answers.map(({ status }) => status)).toEqual([404, 200, 201]);
    expect(commits).toHaveLength(21);
    expect(commits.indexOf('fabrikam')).toBeLessThan(10);
  });

  it('is one place for an all-or-nothing bulk request, without a deadlock', async () => {
    const { own } = await open({ atOnce: 1 });
    const bulk = (name: string) =>
      own('POST', '/Bulk', {
        schemas: [BULK],
        allOrNothing: true,
        Operations: ['x', 'y'].map((at) => ({
          method: 'POST',
          path: '/Users',
          bulkId: at,
          data: flowUser(`${name}${at}`),
        })),
      });
    const answers = await Promise.all([bulk('a'), bulk('b'), own('POST', '/Users', flowUser('c'))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201]);
  });

  it('is not held by an unfinished body', async () => {
    const { own, served } = await open({ atOnce: 1 });
    const { hostname, port, pathname } = new URL(served.tenantUrl);
    const slow = connect({ host: hostname, port: Number(port) });
    slow.on('error', () => undefined); // it is cut by the test
    slow.write(
      `POST ${pathname}/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${served.secret}\r\nContent-Type: application/scim+json\r\nContent-Length: 500\r\n\r\n{`,
    );
    expect((await own('POST', '/Users', flowUser('quick'))).status).toBe(201);
    slow.destroy();
  });

  it('is limited to a number of requests in a second, if that is configured', async () => {
    const { own, other } = await open({ perSecond: 5, waiting: 5 });
    const statuses = async (send: Sender): Promise<readonly number[]> =>
      (await Promise.all(Array.from({ length: 20 }, () => send('GET', '/Users/no')))).map(
        ({ status }) => status,
      );
    const [flood, calm] = await Promise.all([statuses(own), other('GET', '/Users/no')]);
    expect(calm.status).toBe(404);
    expect(flood.filter((status) => status === 404).length).toBeLessThan(20);
    expect(flood.filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});
