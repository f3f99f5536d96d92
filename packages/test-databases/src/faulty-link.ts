import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { readMessages } from './read-messages.ts';
import { spotStatements } from './spot-statements.ts';

/** When a connection is cut: before the server gets the statement, or after its execution and before the client gets the answer. */
type Moment = 'before' | 'after';

/** A link to a PostgreSQL server that fails on request. */
export interface FaultyLink {
  /** The value for `DATABASE_URL` to connect over this link. */
  readonly url: string;
  /** The number of open connections. */
  readonly connections: number;
  /** Cuts all connections and refuses new ones until `mend`. */
  refuse(): Promise<void>;
  /** Cuts all connections, and accepts new ones. */
  cut(): void;
  /**
   * Cuts the first connection on which a matching statement is sent, and then resolves. With `behind`, only a connection
   * counts on which a statement that matches `behind` was sent since, to choose the commit of one transaction.
   */
  cutAt(statement: RegExp, moment: Moment, behind?: RegExp): Promise<void>;
  /**
   * Stays connected and forwards nothing until `mend`. A connection that lost a message stays dead for good. With a
   * statement, only the first connection that sends it goes dead, after the server got the statement.
   */
  swallow(statement?: RegExp): void;
  /** Delays every answer by this number of milliseconds until `mend`. */
  delay(milliseconds: number): void;
  /** Ends every fault. Dead connections stay dead. */
  mend(): Promise<void>;
  /** Cuts all connections and closes the link. */
  close(): Promise<void>;
}

interface Trap {
  readonly statement: RegExp;
  readonly behind?: RegExp | undefined;
  readonly kind: Moment | 'swallow';
  readonly sprung: () => void;
}

interface Faults {
  isSwallowing: boolean;
  delay: number;
  readonly traps: Set<Trap>;
}

/**
 * Opens a link from a local port to a PostgreSQL server, without encryption. The link parses the messages to
 * recognise statements, prepared ones included.
 *
 * @param target the URL of a database; the URL of the link is the same with another address
 *
 * @example
 * import { openFaultyLink, openPostgres } from '@scimwright/test-databases';
 *
 * const database = await openPostgres();
 * const link = await openFaultyLink(database.url);
 * const cut = link.cutAt(/^commit$/, 'after');
 * // … write over link.url …
 * await cut;
 * await link.close();
 */
export async function openFaultyLink(target: string): Promise<FaultyLink> {
  const { hostname, port } = new URL(target);
  const faults: Faults = { isSwallowing: false, delay: 0, traps: new Set() };
  const sockets = new Set<Socket>();
  const accept = (client: Socket): void => {
    const server = createConnection({ host: hostname, port: Number(port), noDelay: true });
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    connect(client, server, faults);
  };
  let listener = await listen(accept, 0);
  const url = new URL(target);
  url.port = String(portOf(listener));

  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const refuse = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      listener.close(resolve);
    });
    cut();
    await closed;
  };
  return {
    url: url.href,
    get connections() {
      return sockets.size;
    },
    refuse,
    cut,
    cutAt: (statement, kind, behind) =>
      new Promise((resolve) => {
        faults.traps.add({ statement, behind, kind, sprung: resolve });
      }),
    swallow(statement) {
      if (statement === undefined) faults.isSwallowing = true;
      else faults.traps.add({ statement, kind: 'swallow', sprung: () => undefined });
    },
    delay(milliseconds) {
      faults.delay = milliseconds;
    },
    async mend() {
      faults.isSwallowing = false;
      faults.delay = 0;
      faults.traps.clear();
      if (!listener.listening) listener = await listen(accept, Number(url.port));
    },
    close: refuse,
  };
}

/** Forwards the messages between two ends, one by one, unless a fault prevents it. */
function connect(client: Socket, server: Socket, faults: Faults): void {
  const statementOf = spotStatements();
  const fromClient = readMessages('client');
  const fromServer = readMessages('server');
  let isDeaf = false;
  /** Whether the client asked for encryption, which the server answers with one letter instead of a message. */
  let isAskedToEncrypt = false;
  /** The traps whose `behind` was sent on this connection. */
  const armed = new Set<Trap>();
  /** The trap whose statement the server is executing. */
  let awaited: Trap | undefined;
  let answers: Promise<unknown> = Promise.resolve();

  const cut = (): void => {
    client.resetAndDestroy();
    server.destroy();
  };
  const spring = (trap: Trap): void => {
    cut();
    trap.sprung();
  };
  const answer = (bytes: Buffer): void => {
    const { delay } = faults;
    if (bytes.length === 0) return;
    // In order, whatever the delays are.
    answers = answers
      .then(() => (delay === 0 ? undefined : setTimeout(delay)))
      .then(() => client.write(bytes));
  };

  const trapFor = (statement: string | undefined): Trap | undefined => {
    if (statement === undefined) return undefined;
    for (const trap of faults.traps) if (trap.behind?.test(statement) ?? true) armed.add(trap);
    return [...faults.traps].find((trap) => armed.has(trap) && trap.statement.test(statement));
  };

  client.on('data', (chunk) => {
    isDeaf ||= faults.isSwallowing;
    if (isDeaf) return;
    for (const message of fromClient(chunk)) {
      const trap = trapFor(statementOf(message));
      isAskedToEncrypt = message.type === '' && message.bytes.length === 8;
      if (trap !== undefined) faults.traps.delete(trap);
      if (trap?.kind === 'before') return spring(trap);
      if (trap?.kind === 'swallow') isDeaf = true;
      if (trap?.kind === 'after') awaited = trap;
      server.write(message.bytes);
    }
  });
  server.on('data', (chunk) => {
    isDeaf ||= faults.isSwallowing;
    if (isDeaf) return;
    if (isAskedToEncrypt) return answer(chunk);
    const messages = fromServer(chunk);
    if (awaited === undefined) answer(Buffer.concat(messages.map(({ bytes }) => bytes)));
    // ReadyForQuery: the statement is executed.
    else if (messages.some(({ type }) => type === 'Z')) spring(awaited);
  });
  for (const [end, other] of [
    [client, server],
    [server, client],
  ] as const) {
    // A close event follows.
    end.on('error', () => undefined);
    end.on('close', () => {
      // A dead connection does not even show that the server closed it.
      if (end === server && isDeaf) return;
      // Messages from before the close still arrive.
      void answers.then(() => (end === server ? other.end() : other.destroy()));
    });
  }
}

async function listen(accept: (client: Socket) => void, port: number): Promise<Server> {
  const server = createServer({ noDelay: true }, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port; // a TCP server has this form of address
}
