import { openSession } from '@scimwright/test-databases';

/** A row from the database. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs SQL beside the hosts, each time on a new connection, since some tests cut all connections. */
export interface Sql {
  run(sql: string): Promise<readonly Row[]>;
}

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
