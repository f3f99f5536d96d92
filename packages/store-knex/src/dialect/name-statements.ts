/**
 * Stands in front of a statement that is not to be kept prepared: clients make up what is in it, and its plan is to be
 * made for its values.
 */
export const UNPREPARED = '/* once */ ';

/**
 * Gives names to statements, by which a connection keeps them prepared: the first so many different ones that come, so
 * that filters which nobody sends twice cannot fill the server's memory.
 *
 * @returns undefined for a statement that is not to be kept
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
