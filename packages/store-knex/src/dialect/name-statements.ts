/**
 * The prefix of a statement that is not kept prepared: clients make up its filter, and its plan must fit its values.
 */
export const UNPREPARED = '/* once */ ';

/**
 * Names the first `max` different statements, so that a connection keeps them prepared. Filters that nobody sends twice cannot fill the
 * server's memory.
 *
 * @returns undefined for a statement that is not kept prepared
 *
 * @example
 * const nameOf = nameStatements(200);
 * nameOf('select 1 as answer'); // 's1'
 */
export function nameStatements(max: number): (sql: string) => string | undefined {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || names.size === max || !/^(select|insert|update|delete|with)\s/.test(sql)) {
      return known;
    }
    const name = `s${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
