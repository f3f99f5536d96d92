import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connector } from '@scimwright/connector-kit';
import type { Store, TenantId } from '@scimwright/store';
import { z } from 'zod';
import { writePrivateFile } from '../write-private-file.ts';

const idsByConnector = z.record(z.string(), z.string());
const memoryShape = z.object({
  database: z.string(),
  made: idsByConnector,
  filled: idsByConnector.default({}),
});

/** The tenants that the demo created in a database. It remembers deleted ones too, so that they stay deleted. */
export interface DemoMemory {
  /** The id of the tenant that the demo created for a connector, if it did. */
  madeFor(connector: Connector): TenantId | undefined;
  /** Whether the tenant that the demo created for a connector has its company. */
  isFilled(connector: Connector): boolean;
  /** Records that the tenant has its company. */
  rememberFilled(connector: Connector): Promise<void>;
  /** Records that the demo created a tenant. */
  remember(connector: Connector, made: TenantId): Promise<void>;
}

/** Opens `demo-made.json` in the data folder. It is ignored for any other database than the one it was written for. */
export async function openDemoMemory(dataDir: string, store: Pick<Store, 'secret'>): Promise<DemoMemory> {
  const file = join(dataDir, 'demo-made.json');
  const database = fingerprintOf(await store.secret());
  const { made, filled } = await readMemory(file, database);
  const save = async (): Promise<void> => {
    const memory = { database, made: Object.fromEntries(made), filled: Object.fromEntries(filled) };
    await writePrivateFile(file, `${JSON.stringify(memory, undefined, 2)}\n`);
  };
  return {
    // The file has the ids that the store gave to the tenants.
    madeFor: ({ id }) => made.get(id) as TenantId | undefined,
    async remember({ id }, tenant) {
      made.set(id, tenant);
      await save();
    },
    isFilled: ({ id }) => filled.has(id) && filled.get(id) === made.get(id),
    async rememberFilled({ id }) {
      filled.set(id, made.get(id) ?? '');
      await save();
    },
  };
}

type Ids = Map<string, string>;

async function readMemory(
  file: string,
  database: string,
): Promise<{ readonly made: Ids; readonly filled: Ids }> {
  try {
    const memory = memoryShape.parse(JSON.parse(await readFile(file, 'utf8')));
    if (memory.database === database) {
      return { made: new Map(Object.entries(memory.made)), filled: new Map(Object.entries(memory.filled)) };
    }
  } catch {
    // Without it, every existing tenant belongs to somebody else.
  }
  return { made: new Map(), filled: new Map() };
}

/** Identifies a database without revealing its secret. */
function fingerprintOf(secret: Uint8Array): string {
  return createHash('sha256').update('demo').update(secret).digest('hex');
}
