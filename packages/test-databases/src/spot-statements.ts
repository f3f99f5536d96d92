import type { Message } from './read-messages.ts';

/**
 * Finds the statement that a client's message executes: a simple query, or a prepared statement by its name.
 *
 * @returns undefined for a message that executes none
 *
 * @example
 * const statementOf = spotStatements();
 * statementOf({ type: 'Q', bytes: Buffer.from('Q\0\0\0\x0bcommit\0') }); // 'commit'
 */
export function spotStatements(): (message: Message) => string | undefined {
  const prepared = new Map<string, string>();
  return ({ type, bytes }) => {
    if (type === 'Q') return textsIn(bytes)[0];
    const [first = '', second = ''] = textsIn(bytes);
    // Parse: the name, and the statement.
    if (type === 'P') prepared.set(first, second);
    // Bind: the portal, and the name of the statement.
    return type === 'B' ? prepared.get(second) : undefined;
  };
}

/** The first two strings of a message after its letter and length, each of which ends with NUL. */
function textsIn(bytes: Buffer): readonly string[] {
  return bytes.toString('utf8', 5).split('\0', 2);
}
