import { isKept } from './name-statements.ts';

/** A statement of the driver. */
interface Statement {
  all(bindings: readonly unknown[], done: (error: Error | null, rows: readonly unknown[]) => void): void;
  finalize(): void;
}

/** The part of the driver's connection that prepares and runs statements. */
export interface Preparing {
  prepare(sql: string, done: (error: Error | null) => void): Statement;
  close(done: (error: Error | null) => void): void;
}

/** How many statements a connection keeps prepared. */
const MAX_PREPARED = 200;

/**
 * Runs statements on connections of SQLite. Each connection prepares a statement once and keeps it, the latest used ones of them. A
 * prepared statement takes one trip to the driver's threads, any other takes two.
 */
export function keepPrepared(max = MAX_PREPARED) {
  const keptBy = new WeakMap<Preparing, Map<string, Statement>>();

  const finalizeOldest = (kept: Map<string, Statement>): void => {
    const [oldest] = kept;
    if (oldest === undefined) return;
    kept.delete(oldest[0]);
    oldest[1].finalize();
  };

  const prepareKept = async (connection: Preparing, sql: string): Promise<Statement> => {
    const statement = await prepare(connection, sql);
    const kept = keptBy.get(connection);
    if (kept === undefined || !isKept(sql)) return statement;
    if (kept.size === max) finalizeOldest(kept);
    kept.set(sql, statement);
    return statement;
  };

  const execute = (
    connection: Preparing,
    sql: string,
    statement: Statement,
    bindings: readonly unknown[],
  ): Promise<readonly unknown[]> =>
    new Promise((resolve, reject) => {
      statement.all(bindings, (error, rows) => {
        const kept = keptBy.get(connection);
        // A failed one may still be active, such as one that met a lock: SQLite would not commit what others write.
        if (error !== null) kept?.delete(sql);
        if (kept?.get(sql) !== statement) statement.finalize();
        if (error === null) resolve(rows);
        else reject(error);
      });
    });

  return {
    /** Keeps statements of a new connection until it closes: SQLite closes no connection that has some. */
    keep: (connection: Preparing): void => {
      const kept = new Map<string, Statement>();
      keptBy.set(connection, kept);
      const close = connection.close.bind(connection);
      connection.close = (done) => {
        for (const statement of kept.values()) statement.finalize();
        kept.clear();
        close(done);
      };
    },
    /** Runs one statement. A connection runs one at a time. */
    run: (connection: Preparing, sql: string, bindings: readonly unknown[]): Promise<readonly unknown[]> => {
      const kept = keptBy.get(connection);
      const found = kept?.get(sql);
      if (kept === undefined || found === undefined) {
        return prepareKept(connection, sql).then((made) => execute(connection, sql, made, bindings));
      }
      // A map keeps the order of insertion: the first one is the one that was not used for the longest time.
      kept.delete(sql);
      kept.set(sql, found);
      return execute(connection, sql, found, bindings);
    },
  };
}

function prepare(connection: Preparing, sql: string): Promise<Statement> {
  return new Promise((resolve, reject) => {
    const statement = connection.prepare(sql, (error) => {
      if (error === null) resolve(statement);
      else reject(error);
    });
  });
}
