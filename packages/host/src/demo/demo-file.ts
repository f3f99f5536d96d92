import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const demoTenants = z.array(
  z.object({ connector: z.string(), tenant: z.string(), tenantUrl: z.string(), secretToken: z.string() }),
);

/** A demo tenant in `demo.json`: what an administrator would copy into Entra. */
export type DemoTenant = z.output<typeof demoTenants>[number];

/** The file with the demo tenants, the only place with their tokens in plain text. */
export function demoFile(dataDir: string): string {
  return join(dataDir, 'demo.json');
}

/** Reads the demo tenants of earlier starts; none when the file is missing or cannot be read. */
export async function readDemoFile(dataDir: string): Promise<readonly DemoTenant[]> {
  try {
    return demoTenants.parse(JSON.parse(await readFile(demoFile(dataDir), 'utf8')));
  } catch {
    return []; // new tokens are issued
  }
}

/** Writes the demo tenants to a file that only this user can read. */
export async function writeDemoFile(dataDir: string, tenants: readonly DemoTenant[]): Promise<void> {
  await writePrivateFile(demoFile(dataDir), `${JSON.stringify(tenants, undefined, 2)}\n`);
}
