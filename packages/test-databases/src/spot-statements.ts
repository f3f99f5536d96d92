import type { Message } from './read-messages.ts';

/**
 * Tells which statement a client's message sets going: a simple query, or one that was prepared, by its name.
 *
 * @returns undefined for a message that sets none going
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
    // Parse: the name, and what it stands for.
    if (type === 'P') prepared.set(first, second);
    // Bind: the portal, and the name of the statement.
    return type === 'B' ? prepared.get(second) : undefined;
  };
}

/** The texts, each with a NUL behind it, that a message begins with after its letter and length. */
function textsIn(bytes: Buffer): readonly string[] {
  return bytes.toString('utf8', 5).split('\0', 2);
}
