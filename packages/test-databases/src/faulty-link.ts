import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { readMessages } from './read-messages.ts';
import { spotStatements } from './spot-statements.ts';

/** When a connection is cut: before the server got the statement, or after it was done and before the client heard of it. */
type Moment = 'before' | 'after';

/** A link to a PostgreSQL server that fails when it is told to. */
export interface FaultyLink {
  /** What `DATABASE_URL` would be to go over this link. */
  readonly url: string;
  /** How many connections there are now. */
  readonly connections: number;
  /** Cuts all connections and refuses new ones until `mend`. */
  refuse(): Promise<void>;
  /** Cuts all connections; new ones are made. */
  cut(): void;
  /**
   * Cuts the first connection on which such a statement is sent; resolves when that has happened. With `behind`, the
   * first on which such another one was sent since, so that it can be told which transaction's commit it is.
   */
  cutAt(statement: RegExp, moment: Moment, behind?: RegExp): Promise<void>;
  /**
   * Forwards nothing any more and stays connected, until `mend`; connections on which something was lost stay deaf for
   * good. With a statement, one connection alone falls deaf: the first on which that is sent, which the server gets.
   */
  swallow(statement?: RegExp): void;
  /** Makes every answer late by so many milliseconds until `mend`. */
  delay(milliseconds: number): void;
  /** Ends whatever fault there is, except for connections that are deaf. */
  mend(): Promise<void>;
  /** Cuts all connections and ends. */
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
 * Opens a link on a port of loopback to a PostgreSQL server, without encryption. It reads along as far as is needed to
 * recognise statements, those that were prepared included.
 *
 * @param target the URL of a database; that of the link is the same with another address
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

/** Forwards what two ends say to each other, message by message, as far as the faults let it. */
function connect(client: Socket, server: Socket, faults: Faults): void {
  const statementOf = spotStatements();
  const fromClient = readMessages('client');
  const fromServer = readMessages('server');
  let isDeaf = false;
  /** Whether the server is asked to encrypt, which it answers with one letter and no message. */
  let isAskedToEncrypt = false;
  /** The traps whose `behind` was sent here. */
  const armed = new Set<Trap>();
  /** The trap for whose statement the server is at work. */
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
    // In turn, whatever their delays are.
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
    // ReadyForQuery: the statement was done.
    else if (messages.some(({ type }) => type === 'Z')) spring(awaited);
  });
  for (const [end, other] of [
    [client, server],
    [server, client],
  ] as const) {
    // Its close follows.
    end.on('error', () => undefined);
    end.on('close', () => {
      // A deaf connection does not even tell that the other end is gone.
      if (end === server && isDeaf) return;
      // What was said before it went is heard.
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
