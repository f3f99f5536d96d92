import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bicUser } from './bic-user.fixture.ts';
import { built } from './built.fixture.ts';
import { connectors } from './connectors.ts';
import { startHostProcess, type HostProcess } from './host-process.fixture.ts';
import { spawnHost } from './run-host.fixture.ts';
import { until } from './until.fixture.ts';

let dataDir: string;
let host: HostProcess | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scimwright-host-'));
});
afterEach(async () => {
  await host?.end('SIGKILL');
  host = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

const total = async (running: HostProcess, path: string): Promise<unknown> =>
  ((await (await running.send('GET', path)).json()) as { totalResults: unknown }).totalResults;

const adminToken = async (folder: string): Promise<string> =>
  (await readFile(join(folder, 'admin-token'), 'utf8')).trim();

describe('a started host', () => {
  let folder: string;
  let started: HostProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-started-'));
    started = await startHostProcess(folder);
  }, 60_000);
  afterAll(async () => {
    await started.end('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('prints a card with Tenant URL and Secret Token, and writes them to private files', async () => {
    expect(started.output()).toContain(`Tenant URL    ${started.tenantUrl}`);
    expect(started.output()).toContain(`Secret Token  ${started.secretToken}`);
    const mode = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8);
    expect([await mode('demo.json'), await mode('scimwright.sqlite')]).toEqual(['600', '600']);
    const demo: unknown = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8'));
    expect(demo).toMatchObject(connectors.map(({ id }) => ({ connector: id, tenant: 'contoso' })));
    for (const { displayName } of connectors) expect(started.output()).toContain(displayName);
  });

  it('prints the URL of its admin API and the path of the admin token, but not the token', async () => {
    const token = await adminToken(folder);
    const { origin } = started;
    expect(started.output()).toContain(`${origin}/admin/api`);
    expect(started.output()).toContain(join(folder, 'admin-token'));
    expect(started.output()).not.toContain(token);
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(`${origin}/admin/api/tenants`, { headers })).status).toBe(200);
  });

  it('serves every connector at its Tenant URL, with five people in each tenant', async () => {
    const demo = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')) as readonly {
      tenantUrl: string;
      secretToken: string;
    }[];
    const totals = await Promise.all(
      demo.map(async ({ tenantUrl, secretToken }) => {
        const headers = { Authorization: `Bearer ${secretToken}` };
        const answer = await fetch(`${tenantUrl}/Users?count=0`, { headers });
        return ((await answer.json()) as { totalResults: unknown }).totalResults;
      }),
    );
    expect(totals).toEqual(connectors.map(() => 5));
  });

  it('has people and a group in its demo tenant', async () => {
    expect([await total(started, '/Users'), await total(started, '/Groups')]).toEqual([5, 1]);
  });

  it('serves health and metrics without names of tenants', async () => {
    const { origin } = new URL(started.tenantUrl);
    const read = async (path: string) => (await fetch(`${origin}${path}`)).text();
    expect([await read('/healthz'), await read('/readyz')]).toEqual(['alive\n', 'ready\n']);
    const metrics = await read('/metrics');
    expect(metrics).toMatch(/scimwright_request_duration_seconds_count\{[^}]*operation="create"/);
    expect(metrics).not.toContain('contoso');
  });
});

describe('a start of the host', () => {
  it('leaves the demo tenant empty with --empty, and keeps the data and the tokens of an earlier start', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const { secretToken } = host;
    const admin = await adminToken(dataDir);
    expect([await total(host, '/Users'), await total(host, '/Groups')]).toEqual([0, 0]);
    await host.send('POST', '/Users', bicUser('kept'));
    expect(await host.end('SIGTERM')).toEqual({ code: 0, signal: null });
    host = await startHostProcess(dataDir);
    expect([host.secretToken, await adminToken(dataDir)]).toEqual([secretToken, admin]);
    expect(await total(host, `/Users?filter=${encodeURIComponent('userName eq "kept"')}`)).toBe(1);
    expect(await total(host, '/Users')).toBe(1);
  });

  it('issues a new token if the file with the old one is gone', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const { secretToken, tenantUrl } = host;
    await host.end('SIGTERM');
    await rm(join(dataDir, 'demo.json'));
    host = await startHostProcess(dataDir);
    expect(host.secretToken).not.toBe(secretToken);
    expect((await host.send('GET', '/Users')).status).toBe(200);
    const withOld = await fetch(`${host.tenantUrl}/Users`, {
      headers: { Authorization: `Bearer ${secretToken}` },
    });
    expect([withOld.status, tenantUrl.length > 0]).toEqual([401, true]);
  });

  it('never prints a token, a query or a name again after its card', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'], env: { LOG_LEVEL: 'debug' } });
    const card = host.output();
    await host.send('POST', '/Users', bicUser('private-name'));
    await host.send('GET', `/Users?filter=${encodeURIComponent('userName eq "private-name"')}`);
    await host.send('POST', '/Users', bicUser('private-name'));
    await host.end('SIGTERM');
    const later = host.output().slice(card.length);
    expect(later).toContain('stopped');
    expect(later).not.toMatch(/private-name|scimw_|filter/);
  });
});

describe('the end of the host', () => {
  it('after SIGINT is clean, with exit code 0', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    expect(await host.end('SIGINT')).toEqual({ code: 0, signal: null });
  });

  it('after SIGTERM is clean, with exit code 0, after running requests have finished', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const running = host;
    const writes = Array.from({ length: 50 }, (_, at) =>
      running.send('POST', '/Users', bicUser(`late-${at}`)),
    );
    await Promise.race(writes);
    const ended = running.end('SIGTERM');
    const answers = await Promise.allSettled(writes);
    expect(await ended).toEqual({ code: 0, signal: null });
    // The host may refuse a request on a connection that it has not accepted yet. Every answer must be right.
    const statuses = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.status] : [],
    );
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([201]));
  });

  it('is clean while it is still starting', async () => {
    const { child, ended } = spawnHost(dataDir, { args: ['--demo'] });
    // By then the code is loaded, but the tables and the demo do not exist yet.
    await until(() => existsSync(join(dataDir, 'scimwright.sqlite')));
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('is not disturbed by a second signal', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    host.process.kill('SIGTERM');
    host.process.kill('SIGTERM');
    expect(await host.end('SIGINT')).toEqual({ code: 0, signal: null });
  });
});

describe('a host that cannot start', () => {
  it('names the invalid variable, without a stack trace', async () => {
    const { ended, output } = spawnHost(dataDir, { env: { PORT: 'eighty', LOG_LEVEL: 'loud' } });
    expect((await ended).code).toBe(1);
    expect(output()).toContain('PORT:');
    expect(output()).toContain('LOG_LEVEL:');
    expect(output()).not.toContain('    at ');
  });

  it('names the connector package that throws, with the reason', async () => {
    const main = join(dataDir, 'main.mjs');
    const host = pathToFileURL(built('packages/host/dist/index.js')).href;
    await writeFile(
      main,
      `import { loadConnectors, startHost } from ${JSON.stringify(host)};
       const manifest = { dependencies: { 'connector-flow': '1.0.0' } };
       const load = async () => { throw new Error('flow: users[2]: unknown attribute "rolez"'); };
       await startHost({ connectors: () => loadConnectors(manifest, load) });`,
    );
    const { ended, output } = spawnHost(dataDir, { main });
    expect((await ended).code).toBe(1);
    expect(output()).toContain('The connector package connector-flow cannot be loaded.');
    expect(output()).toContain('users[2]: unknown attribute "rolez"');
    expect(output()).not.toContain('    at ');
  });

  it('says that its port is taken, and how to choose another port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const { ended, output } = spawnHost(dataDir, { env: { PORT: String(port) } });
    expect((await ended).code).toBe(1);
    expect(output()).toContain(`Port ${port} of 127.0.0.1 is taken`);
    expect(output()).not.toContain('    at ');
    other.close();
  });

  it('says that another host uses its database file, until the other host dies', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const twice = spawnHost(dataDir, { env: { PORT: new URL(host.origin).port } });
    expect((await twice.ended).code).toBe(1);
    expect(twice.output()).toContain(
      `Another host uses the database file ${join(dataDir, 'scimwright.sqlite')}`,
    );
    expect(twice.output()).not.toContain('    at ');
    await host.end('SIGKILL');
    host = await startHostProcess(dataDir, { args: ['--empty'] });
  });

  it('waits for another host that may be stopping, and can be stopped while it waits', async () => {
    host = await startHostProcess(dataDir, { args: ['--empty'] });
    const waiting = spawnHost(dataDir);
    await until(async () => waiting.output().includes('another host uses the database file'));
    waiting.child.kill('SIGTERM');
    expect((await waiting.ended).code).toBe(0);
  });
});
