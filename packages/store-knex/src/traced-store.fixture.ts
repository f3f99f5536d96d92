import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@scimwright/store';
import { sqlite } from './dialect/sqlite.ts';
import { openKnex } from './open-knex.ts';
import { openStore } from './open-store.ts';
import { openReader } from './open-reader.ts';

/** A store over a new SQLite file that records its statements, and shows the plan of SQLite for each. */
export interface TracedStore {
  readonly store: Store;
  /** The statements that ran, in order. Empty the list before the call to measure. */
  readonly statements: string[];
  /** The trips to the driver's threads, each with the statements that it ran; empty it likewise. */
  readonly trips: string[];
  /** The steps of SQLite's plan for a statement. */
  planOf(sql: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens a traced store. */
export async function openTracedStore(): Promise<TracedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-store-'));
  const path = join(folder, 'store.sqlite');
  const statements: string[] = [];
  const trips: string[] = [];
  const store = await openStore({
    url: `sqlite:${path}`,
    onStatement: (sql) => {
      trips.push(sql);
      statements.push(...sql.split(';\n').map((one) => one.replace(/ returning 1$/, '')));
    },
  });
  const dialect = sqlite(path);
  const reader = openKnex(dialect.reader, undefined);
  const { run: explain } = openReader(reader, dialect);
  return {
    store,
    statements,
    trips,
    async planOf(sql) {
      const bindings = Array.from(sql.matchAll(/\?/g), () => null);
      const rows = await explain<{ readonly detail: string }>(`explain query plan ${sql}`, bindings);
      return rows.map(({ detail }) => detail);
    },
    async close() {
      await reader.destroy();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
