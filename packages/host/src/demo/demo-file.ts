import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const demoTenants = z.array(
  z.object({ connector: z.string(), tenant: z.string(), tenantUrl: z.string(), secretToken: z.string() }),
);

/** A demo tenant as `demo.json` has it: what an administrator would copy into Entra. */
export type DemoTenant = z.output<typeof demoTenants>[number];

/**
 * The file with the demo tenants, the one place where their tokens stand in clear.
 *
 * @example
 * demoFile('.data'); // '.data/demo.json'
 */
export function demoFile(dataDir: string): string {
  return join(dataDir, 'demo.json');
}

/**
 * Reads the demo tenants of earlier starts; none when there is no such file or it cannot be read.
 *
 * @example
 * const known = await readDemoFile('.data');
 */
export async function readDemoFile(dataDir: string): Promise<readonly DemoTenant[]> {
  try {
    return demoTenants.parse(JSON.parse(await readFile(demoFile(dataDir), 'utf8')));
  } catch {
    return []; // whatever it held, new tokens are issued for it
  }
}

/**
 * Writes the demo tenants, readable by this user alone.
 *
 * @example
 * await writeDemoFile('.data', tenants);
 */
export async function writeDemoFile(dataDir: string, tenants: readonly DemoTenant[]): Promise<void> {
  await writePrivateFile(demoFile(dataDir), `${JSON.stringify(tenants, undefined, 2)}\n`);
}
