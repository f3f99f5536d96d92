import { mkdir } from 'node:fs/promises';
import type { Connector } from '@scimwright/connector-kit';
import type { AdminDeps } from '@scimwright/server';
import { openStore } from '@scimwright/store-knex';
import { v7 } from 'uuid';
import type { HostConfig } from './config.ts';

/** Administration over an open database. */
export interface Admin extends AdminDeps {
  close(): Promise<void>;
}

/**
 * Opens the database of a host for administration, migrated. A host may be running on it.
 *
 * @param clock - the time; the system's unless given
 * @throws StoreUnavailable when the database cannot be opened
 *
 * @example
 * const admin = await openAdmin([bic], readConfig(process.env, process.cwd()));
 */
export async function openAdmin(
  connectors: readonly Connector[],
  config: HostConfig,
  clock: () => Date = () => new Date(),
): Promise<Admin> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const store = await openStore({ url: config.databaseUrl });
  return { connectors, store, clock, ids: v7, close: () => store.close() };
}
