import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '@scimwright/connector-kit';
import type { Store, TenantId } from '@scimwright/store';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const memoryShape = z.object({ database: z.string(), made: z.record(z.string(), z.string()) });

/** The tenants that the demo created in a database. It remembers deleted ones too, so that they stay deleted. */
export interface DemoMemory {
  /** The id of the tenant that the demo created for a connector, if it did. */
  madeFor(connector: Connector): TenantId | undefined;
  /** Records that the demo created a tenant. */
  remember(connector: Connector, made: TenantId): Promise<void>;
}

/** Opens `demo-made.json` in the data folder. It is ignored for any other database than the one it was written for. */
export async function openDemoMemory(dataDir: string, store: Pick<Store, 'secret'>): Promise<DemoMemory> {
  const file = join(dataDir, 'demo-made.json');
  const database = fingerprintOf(await store.secret());
  const made = await readMade(file, database);
  return {
    // The file has the ids that the store gave to the tenants.
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
    return new Map(); // without it, every existing tenant belongs to somebody else
  }
}

/** Identifies a database without revealing its secret. */
function fingerprintOf(secret: Uint8Array): string {
  return createHash('sha256').update('demo').update(secret).digest('hex');
}
