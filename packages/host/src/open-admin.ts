import { mkdir } from 'node:fs/promises';
import type { Connector } from '@scimwright/connector-kit';
import type { AdminDeps } from '@scimwright/server/admin';
import { clockWarning } from '@scimwright/server/internal';
import { holdDatabase, openStore, type HoldOptions, type Timeouts } from '@scimwright/store-knex';
import type { ClockMark, Store } from '@scimwright/store';
import { v7 } from 'uuid';
import { HostRefusal, type HostConfig } from './config.ts';
import { databaseRefusal } from './database-refusal.ts';
import { hostWarnings } from './host-warnings.ts';

/** Administration over an open database. */
export interface Admin extends AdminDeps {
  /** The latest time that a host of the database has reached, as read on opening. */
  readonly clockMark: ClockMark | undefined;
  /** Tests whether the disk has room, so that `hostWarnings` says so if it has none. */
  findRoom(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database of a host for administration, and migrates it. A host may be running on it.
 *
 * @param options.clock - the system's unless given
 * @param options.timeouts - timeouts of the database; unset ones have their defaults
 * @param options.hold - how to hold a database that serves one host at most; not held unless given
 * @param options.mustExist - whether to refuse a database that no host has used yet; otherwise it is created
 * @throws HostRefusal that says what to do, when the database cannot be opened
 *
 * @example
 * const admin = await openAdmin([bic], readConfig(process.env, process.cwd()));
 */
export async function openAdmin(
  connectors: readonly Connector[],
  config: HostConfig,
  options: {
    readonly clock?: (() => Date) | undefined;
    readonly timeouts?: Partial<Timeouts> | undefined;
    readonly mustExist?: boolean;
    readonly hold?: HoldOptions | undefined;
  } = {},
): Promise<Admin> {
  const { clock = () => new Date(), timeouts, mustExist = false, hold } = options;
  if (!mustExist) await makeFolder(config.dataDir);
  const { databaseUrl: url } = config;
  let release = async (): Promise<void> => undefined;
  let store: Store | undefined;
  let clockMark: ClockMark | undefined;
  try {
    if (hold !== undefined) release = await holdDatabase(url, hold);
    store = await openStore({ url, timeouts, mustExist });
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
    // A command ends before its clock has moved far.
    tokenClock: () => (clock() < mark ? mark : clock()),
    ids: v7,
    clockMark,
    hostWarnings: () => hostWarnings(opened, clockWarning(clock(), mark)),
    // Any other reason why it cannot be written is reported by the next write.
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
