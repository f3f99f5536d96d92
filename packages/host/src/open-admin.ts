import { mkdir } from 'node:fs/promises';
import type { Connector } from '@scimwright/connector-kit';
import { roomWarning, type AdminDeps } from '@scimwright/server';
import { holdDatabase, openStore, type HoldOptions, type Patience } from '@scimwright/store-knex';
import type { Store } from '@scimwright/store';
import { v7 } from 'uuid';
import { HostRefusal, type HostConfig } from './config.ts';
import { databaseRefusal } from './database-refusal.ts';

/** Administration over an open database. */
export interface Admin extends AdminDeps {
  /** Tries whether there is room on the disk, so that `hostWarnings` says it if there is none. */
  findRoom(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database of a host for administration, migrated. A host may be running on it.
 *
 * @param options.clock - the time; the system's unless given
 * @param options.patience - how long the database is waited for, where it is not to be as usual
 * @param options.hold - how the database is held for one host, where it serves no more than one; not held without it
 * @param options.mustExist - whether a database that no host has used yet is refused; otherwise it is made
 * @throws HostRefusal when the database cannot be opened, in words that say what to do
 *
 * @example
 * const admin = await openAdmin([bic], readConfig(process.env, process.cwd()));
 */
export async function openAdmin(
  connectors: readonly Connector[],
  config: HostConfig,
  options: {
    readonly clock?: (() => Date) | undefined;
    readonly patience?: Partial<Patience> | undefined;
    readonly mustExist?: boolean;
    readonly hold?: HoldOptions | undefined;
  } = {},
): Promise<Admin> {
  const { clock = () => new Date(), patience, mustExist = false, hold } = options;
  if (!mustExist) await makeFolder(config.dataDir);
  const { databaseUrl: url } = config;
  let release = async (): Promise<void> => undefined;
  let store: Store;
  try {
    if (hold !== undefined) release = await holdDatabase(url, hold);
    store = await openStore({ url, patience, mustExist });
  } catch (error) {
    await release();
    throw databaseRefusal(error, url);
  }
  return {
    connectors,
    store,
    clock,
    ids: v7,
    hostWarnings: () => {
      const code = store.lackOfRoom();
      return code === undefined ? [] : [roomWarning(code)];
    },
    // What else keeps it from being written is said by whatever is written next.
    findRoom: () => store.probe().catch(() => undefined),
    close: async () => {
      await store.close();
      await release();
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new HostRefusal(
      `The folder ${folder} cannot be made${code}. Give this user the right to it, or choose another with DATA_DIR.`,
    );
  }
}
