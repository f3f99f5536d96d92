import { printable, printableJson } from '@scimwright/core';
import type { CommandIo } from './command-io.ts';

/** Whether a command prints JSON for a program or text for a person. */
export interface PrintOptions {
  readonly json?: boolean;
}

/**
 * Prints a result: one JSON value with `--json`, otherwise lines for a person. Names come from outside, so control characters
 * are printed as their numbers.
 */
export type Print = (options: PrintOptions, value: unknown, lines: () => readonly string[]) => void;

export function printOn({ stdout }: Pick<CommandIo, 'stdout'>): Print {
  return (options, value, lines) => {
    const text = options.json ? printableJson(value) : lines().map(printable).join('\n');
    stdout.write(`${text}\n`);
  };
}

/** Tells a person, beside the result, on standard error. */
export type Say = (sentence: string) => void;

/** Says on a stream. */
export function sayOn({ stderr }: Pick<CommandIo, 'stderr'>): Say {
  return (sentence) => void stderr.write(`${sentence}\n`);
}

/**
 * Aligns rows of cells in columns.
 *
 * @example
 * columns([['bic', 'contoso'], ['iris', 'fabrikam']]); // ['bic   contoso', 'iris  fabrikam']
 */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
