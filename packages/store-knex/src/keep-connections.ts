import type { Knex } from 'knex';

/** The parts of knex's client that give out connections. */
interface Client {
  readonly pool: { numPendingAcquires(): number };
  acquireConnection(): Promise<object>;
  releaseConnection(connection: object): Promise<void>;
  destroy(done?: () => void): Promise<void>;
}

/**
 * Lets a client keep connections that came back, and give them out again at once. Its pool would make a promise and a timer for each time.
 * A connection that was lost, or that somebody waits for, goes back to the pool.
 */
export function keepConnections({ client }: Knex): void {
  const { pool, acquireConnection, releaseConnection, destroy }: Client = client;
  const kept: object[] = [];
  let isClosing = false;
  const giveBack = (connection: object): Promise<void> => releaseConnection.call(client, connection);
  const own: Omit<Client, 'pool'> = {
    acquireConnection: async () => {
      for (let one = kept.pop(); one !== undefined; one = kept.pop()) {
        if (!isLost(one)) return one;
        await giveBack(one);
      }
      return acquireConnection.call(client);
    },
    releaseConnection: async (connection) => {
      // A pool that closes waits for every connection.
      const isWanted = isClosing || pool.numPendingAcquires() > 0;
      if (isWanted || isLost(connection)) return giveBack(connection);
      kept.push(connection);
    },
    destroy: async (done) => {
      isClosing = true;
      for (const connection of kept.splice(0)) await giveBack(connection);
      await destroy.call(client, done);
    },
  };
  Object.assign(client, own);
}

/** knex's own mark of a connection that it must not give out. */
function isLost(connection: object): boolean {
  return Boolean(Reflect.get(connection, '__knex__disposed'));
}
