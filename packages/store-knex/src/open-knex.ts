import knex, { type Knex } from 'knex';
import { keepConnections } from './keep-connections.ts';

/** knex would print warnings with whole statements and their values. */
const silent = () => undefined;

/** Opens a pool of connections that prints nothing and reports each statement without its values. */
export function openKnex(config: Knex.Config, onStatement: ((sql: string) => void) | undefined): Knex {
  const database = knex({
    ...config,
    asyncStackTraces: false,
    compileSqlOnError: false,
    log: { debug: silent, warn: silent, error: silent, deprecate: silent },
  });
  keepConnections(database);
  if (onStatement !== undefined) {
    database.on('query', ({ sql }: { readonly sql: string }) => onStatement(sql));
  }
  return database;
}
