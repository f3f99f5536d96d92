/** A whole message of the PostgreSQL protocol, unchanged. */
export interface Message {
  /** The letter of its kind; empty for the first messages of a client, which have no letter. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** The codes of requests for encryption, after which a client starts again. */
const ENCRYPTION: ReadonlySet<number> = new Set([80_877_103, 80_877_104]);

/**
 * Splits a stream of the PostgreSQL protocol into its messages. An incomplete message waits for its rest.
 *
 * @param from the end that sends the stream; a client starts with messages without a letter
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 *
 * @example
 * const read = readMessages('server');
 * read(Buffer.from('Z\0\0\0\x05I')).map(({ type }) => type); // ['Z']
 */
export function readMessages(from: 'client' | 'server'): (chunk: Buffer) => readonly Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let isStarting = from === 'client';
  const next = (): Message | undefined => {
    const letters = isStarting ? 0 : 1;
    if (rest.length < letters + 4) return undefined;
    const end = letters + rest.readInt32BE(letters);
    if (rest.length < end) return undefined;
    const bytes = rest.subarray(0, end);
    rest = rest.subarray(end);
    const type = bytes.toString('latin1', 0, letters);
    if (isStarting) isStarting = bytes.length >= 8 && ENCRYPTION.has(bytes.readInt32BE(4));
    return { type, bytes };
  };
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (let message = next(); message !== undefined; message = next()) messages.push(message);
    return messages;
  };
}
