import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '@scimwright/connector-kit';
import type { Store, TenantId } from '@scimwright/store';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const memoryShape = z.object({ database: z.string(), made: z.record(z.string(), z.string()) });

/** Which tenants the demo made in a database. It keeps those that were deleted, so that they stay deleted. */
export interface DemoMemory {
  /** The id of the tenant that the demo made for a connector; undefined when it made none. */
  madeFor(connector: Connector): TenantId | undefined;
  /** Notes that the demo made a tenant. */
  remember(connector: Connector, made: TenantId): Promise<void>;
}

/**
 * Opens `demo-made.json` in the data folder. What it says counts for the database it was written for: a database that takes the
 * place of another has tenants of its own.
 *
 * @example
 * const memory = await openDemoMemory('.data', store);
 */
export async function openDemoMemory(dataDir: string, store: Pick<Store, 'secret'>): Promise<DemoMemory> {
  const file = join(dataDir, 'demo-made.json');
  const database = fingerprintOf(await store.secret());
  const made = await readMade(file, database);
  return {
    // The demo wrote down the id that the store had given to the tenant.
    madeFor: ({ id }) => made.get(id) as TenantId | undefined,
    async remember({ id }, tenant) {
      made.set(id, tenant);
      const text = JSON.stringify({ database, made: Object.fromEntries(made) }, undefined, 2);
      await writePrivateFile(file, `${text}\n`);
    },
  };
}

async function readMade(file: string, database: string): Promise<Map<string, string>> {
  try {
    const memory = memoryShape.parse(JSON.parse(await readFile(file, 'utf8')));
    return new Map(memory.database === database ? Object.entries(memory.made) : []);
  } catch {
    return new Map(); // without a memory, every tenant that is there is somebody else's
  }
}

/** It tells databases apart and does not give the secret away. */
function fingerprintOf(secret: Uint8Array): string {
  return createHash('sha256').update('demo').update(secret).digest('hex');
}
