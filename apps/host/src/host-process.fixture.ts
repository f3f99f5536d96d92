import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runHost, type RunningHost, type SpawnOptions } from './run-host.fixture.ts';
import { tenantClient, type TenantClient } from './tenant-client.fixture.ts';

/** A host as `npm start` runs it, with one of its demo tenants. */
export interface HostProcess extends RunningHost, TenantClient {}

/** Starts the built host with a demo on a free port, with its data in a folder; resolves when it is ready. */
export async function startHostProcess(dataDir: string, options: SpawnOptions = {}): Promise<HostProcess> {
  const running = await runHost(dataDir, { args: ['--demo'], ...options });
  const tenants = JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')) as readonly {
    connector: string;
    tenantUrl: string;
    secretToken: string;
  }[];
  // The connector whose users, groups and required attributes these tests send.
  const tenant = tenants.find(({ connector }) => connector === 'bic');
  if (tenant === undefined || !tenant.tenantUrl.startsWith(running.origin))
    throw new Error('demo.json names no tenant of it');
  return { ...running, ...tenantClient(tenant.tenantUrl, tenant.secretToken) };
}
