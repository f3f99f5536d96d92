import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { attribute, defineConnector, supportIssuedToken, type Connector } from '@scimwright/connector-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { openHost, type Host } from '../open-host.ts';
import type { Demo } from './start-demo.ts';

const connectorNamed = (id: string): Connector =>
  defineConnector({
    id,
    displayName: `Contoso ${id}`,
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    users: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean'),
      attribute('displayName', 'string'),
      attribute('emails[type eq "work"].value', 'string', { required: true }),
    ],
    groups: [
      attribute('displayName', 'string', { required: true, filterable: true }),
      attribute('members', 'reference'),
    ],
    token: supportIssuedToken({ instructions: 'Write to support.' }),
  });
const connectors = [connectorNamed('flow'), connectorNamed('dock')];

let folder: string;
let hosts: Host[];
let warned: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scimwright-company-'));
  hosts = [];
  warned = [];
});
afterEach(async () => {
  for (const host of hosts) await host.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(demo: Demo = 'company'): Promise<Host> {
  const warn = (_: object, message: string) => void warned.push(message);
  const logger = { debug: () => undefined, info: () => undefined, warn, error: warn };
  const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
  const host = await openHost({ connectors, config, logger, demo });
  hosts.push(host);
  return host;
}

async function close(host: Host): Promise<void> {
  hosts = hosts.filter((one) => one !== host);
  await host.close();
}

const readiness = async ({ url }: Host): Promise<string> => (await fetch(`${url}/readyz`)).text();

async function filled(host: Host): Promise<void> {
  while ((await readiness(host)) !== 'ready\ndemo: filled\n') await setTimeout(50);
}

/** How many users and groups each demo tenant has. */
async function counts({ tenants }: Host): Promise<readonly (readonly number[])[]> {
  return Promise.all(
    tenants.map(({ tenantUrl, secretToken }) =>
      Promise.all(
        ['Users', 'Groups'].map(async (collection) => {
          const headers = { Authorization: `Bearer ${secretToken}` };
          const answer = await fetch(`${tenantUrl}/${collection}?count=0`, { headers });
          return ((await answer.json()) as { totalResults: number }).totalResults;
        }),
      ),
    ),
  );
}

describe('the company of the demo', () => {
  it('comes in while the host is ready with its five people, into every tenant, and without a refusal', async () => {
    const host = await open();
    expect(await readiness(host)).toBe('ready\ndemo: filling\n');
    for (const [users = 0, groups = 0] of await counts(host)) {
      expect(users).toBeGreaterThanOrEqual(5);
      expect(groups).toBeGreaterThanOrEqual(1);
    }
    await filled(host);
    const [first, second] = await counts(host);
    expect(first?.[0]).toBeGreaterThan(150);
    expect(first?.[1]).toBeGreaterThan(20);
    expect(second).toEqual(first);
    expect(warned).toEqual([]);
  });

  it('goes on at the next start after an interruption, and nobody comes in twice', async () => {
    const before = await open();
    while (((await counts(before))[0]?.[0] ?? 0) < 40) await setTimeout(10);
    await close(before);
    const after = await open();
    expect(await readiness(after)).toBe('ready\ndemo: filling\n');
    await filled(after);
    const [first, second] = await counts(after);
    expect(first).toEqual(second);
    const { tenantUrl = '', secretToken = '' } = after.tenants[0] ?? {};
    const answer = await fetch(`${tenantUrl}/Users?count=500`, {
      headers: { Authorization: `Bearer ${secretToken}` },
    });
    const { Resources } = (await answer.json()) as { Resources: readonly { readonly userName: string }[] };
    expect(new Set(Resources.map(({ userName }) => userName)).size).toBe(Resources.length);
  });

  it('does not come in again into a tenant that has it, even if somebody was deleted', async () => {
    const before = await open();
    await filled(before);
    const { tenantUrl = '', secretToken = '' } = before.tenants[0] ?? {};
    const headers = { Authorization: `Bearer ${secretToken}` };
    const list = (await (await fetch(`${tenantUrl}/Users?count=500`, { headers })).json()) as {
      Resources: readonly { readonly id: string }[];
    };
    await fetch(`${tenantUrl}/Users/${list.Resources.at(-1)?.id}`, { method: 'DELETE', headers });
    const left = await counts(before);
    await close(before);
    const after = await open();
    expect(await readiness(after)).toBe('ready\ndemo: filled\n');
    expect(await counts(after)).toEqual(left);
  });

  it.each(['filled', 'empty'] as const)('does not come into a demo that is %s', async (demo) => {
    expect(await readiness(await open(demo))).toBe('ready\n');
  });
});
