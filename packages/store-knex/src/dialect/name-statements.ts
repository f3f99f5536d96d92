/**
 * The prefix of a statement that is not kept prepared: clients make up its filter, and its plan must fit its values.
 */
export const UNPREPARED = '/* once */ ';

/** Whether a connection keeps a statement prepared. */
export function isKept(sql: string): boolean {
  return !sql.startsWith(UNPREPARED);
}

/** A statement as PostgreSQL reads it; a connection keeps it prepared if it has a name. */
export interface NamedStatement {
  readonly text: string;
  readonly name?: string;
}

/**
 * Numbers the values of statements, and names the first `max` different ones, so that a connection keeps them prepared. Filters that
 * nobody sends twice cannot fill the server's memory.
 *
 * @example
 * nameStatements(200)('select ? as answer'); // { text: 'select $1 as answer', name: 's1' }
 */
export function nameStatements(max: number): (sql: string) => NamedStatement {
  const named = new Map<string, NamedStatement>();
  return (sql) => {
    const known = named.get(sql);
    if (known !== undefined) return known;
    let count = 0;
    const text = sql.replaceAll('?', () => `$${(count += 1)}`);
    if (named.size === max || !/^(select|insert|update|delete|with)\s/.test(sql)) return { text };
    const statement = { text, name: `s${named.size + 1}` };
    named.set(sql, statement);
    return statement;
  };
}
