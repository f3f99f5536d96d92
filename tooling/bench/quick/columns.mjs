// @ts-check

/**
 * A table for a terminal: columns of one width each.
 *
 * @param {readonly (readonly string[])[]} rows
 */
export function inFixedColumns(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
