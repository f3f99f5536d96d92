import { realpath } from 'node:fs/promises';
import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { chooseDialect } from '../dialect/choose-dialect.ts';
import { compareTable } from './compare-table.ts';
import { copyTable } from './copy-table.ts';
import { MoveRefusal, onSide } from './move-refusal.ts';
import { expectNobody, withSource } from './open-source.ts';
import { withTarget } from './open-target.ts';
import type { Opened } from './opened.ts';
import { tables } from './tables.ts';

/** How to move a database. */
export interface MoveOptions {
  /** The URL of the database to move, as for `openStore`. */
  readonly from: string;
  /** The URL of an empty database, as for `openStore`. */
  readonly to: string;
  /** Called after each portion of rows. */
  readonly onProgress?: ((progress: MoveProgress) => void) | undefined;
  /** Return true to stop. */
  readonly isStopped?: (() => boolean) | undefined;
}

/** How far a move is. Every table is copied before the first is compared. */
export interface MoveProgress {
  readonly step: 'copied' | 'compared';
  readonly table: string;
  /** The rows so far, of `total`. */
  readonly rows: number;
  readonly total: number;
}

/** A table that was moved. */
export interface MovedTable {
  readonly table: string;
  readonly rows: number;
}

/**
 * Copies a database into an empty one, of the same engine or the other, and compares each row. The source is not changed, and nobody
 * can change it meanwhile. The target is filled in one transaction: unless this resolves, it stays empty.
 *
 * @returns the number of rows of each table
 * @throws MoveRefusal; Error for a URL that no dialect knows
 *
 * @example
 * const moved = await moveDatabase({ from: 'sqlite:.data/scimwright.sqlite', to: 'postgres://scim@127.0.0.1/scim' });
 */
export async function moveDatabase(options: MoveOptions): Promise<readonly MovedTable[]> {
  const { from, to } = options;
  const [source, target] = [chooseDialect(from), chooseDialect(to)];
  if (await isSameFile(from, to)) {
    throw new MoveRefusal('target', new StoreFault('SAME_DATABASE', undefined));
  }
  return withSource(from, source, (reading) =>
    withTarget(to, target, reading, (writing) => move(reading, writing, options)),
  );
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [path, otherPath] = [one, other].map((url) => /^sqlite:(.+)$/.exec(url)?.[1]);
  if (path === undefined || otherPath === undefined) return false;
  const real = await Promise.all([path, otherPath].map((file) => realpath(file).catch(() => undefined)));
  return real[0] !== undefined && real[0] === real[1];
}

async function move(source: Opened, target: Opened, options: MoveOptions): Promise<readonly MovedTable[]> {
  const { onProgress = () => undefined, isStopped = () => false } = options;
  const totals = new Map<string, number>();
  for (const { name } of tables) {
    const [counted] = await source.run<{ readonly rows: number | string }>(
      `select count(*) as rows from ${name}`,
      [],
    );
    totals.set(name, Number(counted?.rows));
  }
  const tell = (step: MoveProgress['step'], table: string, rows: number): void => {
    onProgress({ step, table, rows, total: totals.get(table) ?? rows });
    if (isStopped()) throw new MoveRefusal('target', new StoreUnavailable('STOPPED'));
  };
  for (const table of tables) {
    await copyTable(source, target, table, (rows) => tell('copied', table.name, rows));
  }
  const moved: MovedTable[] = [];
  for (const table of tables) {
    const rows = await compareTable(source, target, table, (done) => tell('compared', table.name, done));
    moved.push({ table: table.name, rows });
  }
  // A host that was started meanwhile would go on with the old database.
  await onSide('source', source.dialect, () => expectNobody(source.run, source.dialect, 0));
  return moved;
}
