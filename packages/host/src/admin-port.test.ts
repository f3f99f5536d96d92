import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@scimwright/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostRefusal, readConfig } from './config.ts';
import { flowConnector } from './flow-connector.fixture.ts';
import { openHost, type Host } from './open-host.ts';

const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';

let folder: string;
let hosts: Host[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-admin-port-'));
  hosts = [];
});
afterEach(async () => {
  for (const host of hosts) await host.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(env: Readonly<Record<string, string>>): Promise<Host> {
  const config = readConfig({ PORT: '0', DATA_DIR: folder, ADMIN_TOKEN, ...env }, folder);
  const host = await openHost({ connectors: [flowConnector()], config, logger: silentLogger });
  hosts.push(host);
  return host;
}

const ask = async (url: string, method = 'GET', body?: object) =>
  fetch(url, {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

const statusOf = async (url: string): Promise<number> => (await ask(url)).status;

describe('a host with a separate admin port', () => {
  it.each([
    ['/metrics', 404, 200],
    ['/admin/api/openapi.json', 404, 200],
    ['/admin/api/tenants', 404, 200],
    ['/admin', 404, 404],
    ['/healthz', 200, 200],
    ['/readyz', 200, 200],
    ['/flow/contoso/scim/v2/ServiceProviderConfig', 200, 404],
    ['/hand-over/nothing', 404, 404],
    ['/', 404, 404],
  ])(
    'answers %s with %d on the public port and with %d on the admin port',
    async (path, onPublic, onAdmin) => {
      const { url, adminUrl } = await open({ ADMIN_PORT: '0' });
      expect(adminUrl).not.toBe(url);
      expect([await statusOf(`${url}${path}`), await statusOf(`${adminUrl}${path}`)]).toEqual([
        onPublic,
        onAdmin,
      ]);
    },
  );

  it('uses the public address in Tenant URLs and the admin address in its OpenAPI document', async () => {
    const { url, adminUrl } = await open({ ADMIN_PORT: '0' });
    const made = await ask(`${adminUrl}/admin/api/tenants`, 'POST', { connector: 'flow', tenant: 'contoso' });
    expect(await made.json()).toMatchObject({ tenantUrl: `${url}/flow/contoso/scim/v2` });
    const document: unknown = await (await ask(`${adminUrl}/admin/api/openapi.json`)).json();
    expect(document).toMatchObject({ servers: [{ url: `${adminUrl}/admin/api` }] });
  });

  it('opens hand-over links on the public port only', async () => {
    const { url, adminUrl } = await open({ ADMIN_PORT: '0' });
    const page = async (at: string): Promise<string> => (await ask(`${at}/hand-over/x`)).text();
    expect(await page(url)).toContain('<html');
    expect(await page(adminUrl)).toBe(
      'There is nothing at this path. /admin/api/openapi.json lists what there is.\n',
    );
  });

  it('closes both', async () => {
    const { url, adminUrl, close } = await open({ ADMIN_PORT: '0' });
    await close();
    hosts = [];
    for (const at of [url, adminUrl]) await expect(fetch(`${at}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('does not start when the admin port is taken, and names the setting to change', async () => {
    const { adminUrl } = await open({ ADMIN_PORT: '0' });
    const ADMIN_PORT = new URL(adminUrl).port;
    await expect(open({ ADMIN_PORT, DATA_DIR: join(folder, 'other') })).rejects.toThrow(
      new HostRefusal(
        `Port ${ADMIN_PORT} of 127.0.0.1 is taken. Stop the program that listens there, or choose another port: ADMIN_PORT=8081.`,
      ),
    );
  });
});

it('without an admin port, everything is on one port', async () => {
  const { url, adminUrl } = await open({});
  expect(adminUrl).toBe(url);
  for (const path of ['/metrics', '/admin/api/tenants', '/healthz']) {
    expect(await statusOf(`${url}${path}`)).toBe(200);
  }
});

it.each([
  [{ ADMIN_PORT: '9000' }, { host: '127.0.0.1', port: 9000 }],
  [
    { ADMIN_PORT: '9000', ADMIN_HOST: '[::1]' },
    { host: '::1', port: 9000 },
  ],
  [
    { ADMIN_PORT: '9000', HOST: '0.0.0.0', PUBLIC_URL: 'https://scim.example' },
    { host: '0.0.0.0', port: 9000 },
  ],
  [{}, undefined],
])('with %j it listens on %j', (env, address) => {
  expect(readConfig(env, '/srv').adminAddress).toEqual(address);
});

it.each([
  [{ ADMIN_PORT: '8080' }, 'ADMIN_PORT: must differ from PORT'],
  [{ ADMIN_HOST: '10.0.0.1' }, 'ADMIN_PORT: is required with ADMIN_HOST'],
])('%j is refused: %s', (env, words) => {
  expect(() => readConfig(env, '/srv')).toThrow(words);
});
