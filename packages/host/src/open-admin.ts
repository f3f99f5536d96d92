import { mkdir } from 'node:fs/promises';
import type { Connector } from '@scimwright/connector-kit';
import type { AdminDeps } from '@scimwright/server/admin';
import { clockWarning } from '@scimwright/server/internal';
import { holdDatabase, openStore, type HoldOptions, type Patience } from '@scimwright/store-knex';
import type { ClockMark, Store } from '@scimwright/store';
import { v7 } from 'uuid';
import { HostRefusal, type HostConfig } from './config.ts';
import { databaseRefusal } from './database-refusal.ts';
import { hostWarnings } from './host-warnings.ts';

/** Administration over an open database. */
export interface Admin extends AdminDeps {
  /** The latest time that hosts of the database have been at, as it was read on opening. */
  readonly clockMark: ClockMark | undefined;
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
  let store: Store | undefined;
  let clockMark: ClockMark | undefined;
  try {
    if (hold !== undefined) release = await holdDatabase(url, hold);
    store = await openStore({ url, patience, mustExist });
    clockMark = await store.clock.read();
  } catch (error) {
    await store?.close();
    await release();
    throw databaseRefusal(error, url);
  }
  const opened = store;
  const mark = new Date(clockMark?.at ?? 0);
  return {
    connectors,
    store,
    clock,
    // A command is over before its clock has gone far.
    tokenClock: () => (clock() < mark ? mark : clock()),
    ids: v7,
    clockMark,
    hostWarnings: () => hostWarnings(opened, clockWarning(clock(), mark)),
    // What else keeps it from being written is said by whatever is written next.
    findRoom: () => opened.probe().catch(() => undefined),
    close: async () => {
      await opened.close();
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
