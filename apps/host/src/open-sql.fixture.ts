import { openSession } from '@scimwright/test-databases';

/** A row as the database gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Asks the database of hosts beside them, each time on a connection of its own: some tests cut all there are. */
export interface Sql {
  run(sql: string): Promise<readonly Row[]>;
}

/** Asks a database beside its hosts. */
export function openSql(url: string): Sql {
  return {
    async run(sql) {
      const session = await openSession(url);
      try {
        return await session.run(sql);
      } finally {
        await session.close();
      }
    },
  };
}
