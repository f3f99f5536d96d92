import type { Columns, ColumnType, ValueRows } from './dialect/dialect.ts';
import type { Fragment } from './fragment.ts';
import type { Tx } from './in-transaction.ts';
import type { Binding, RunSql, Scalar } from './run-sql.ts';
import type { Session } from './session.ts';

/** The largest number of rows in one statement, so that none holds up the writer for long. */
const MAX_ROWS = 500;

type Engine = Pick<Session, 'dialect'>;

/**
 * Cuts a list into portions.
 *
 * @example
 * [...inPortions([1, 2, 3], 2)]; // [[1, 2], [3]]
 */
export function* inPortions<Item>(all: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

/** Rows as parts of statements, one for each portion that a statement can hold; none for no rows. */
export function valueRows(
  { dialect }: Engine,
  columns: Columns,
  rows: readonly (readonly Scalar[])[],
): readonly ValueRows[] {
  return [...inPortions(rows, MAX_ROWS)].map((some) => dialect.valueRows(columns, some));
}

/**
 * Conditions that columns of text hold one of these rows, one for each portion.
 *
 * @param narrowed - the first columns of an index, by which a planner finds the rows
 */
export function matching(
  engine: Engine,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  narrowed: readonly string[] = columns,
): readonly Fragment[] {
  return [...inPortions(rows, MAX_ROWS)].map((some) => matchingPortion(engine, columns, some, narrowed));
}

/** A condition that columns of text hold one of these rows, which are no more than a portion; see `matching`. */
export function matchingPortion(
  { dialect }: Engine,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  narrowed: readonly string[] = columns,
): Fragment {
  const texts = columns.map((name): [string, ColumnType] => [name, 'text']);
  const { sql, bindings, narrow } = dialect.valueRows(Object.fromEntries(texts), rows);
  const near = narrow(narrowed);
  return {
    sql: `(${columns.join(', ')}) in (${sql}) and ${near.sql}`,
    bindings: [...bindings, ...near.bindings],
  };
}

/** Conditions that a column holds one of these values, one for each portion. */
export function oneOf(
  engine: Engine,
  column: string,
  type: ColumnType,
  values: readonly Scalar[],
): readonly Fragment[] {
  return valueRows(
    engine,
    { value: type },
    values.map((value) => [value]),
  ).map(({ sql, bindings }) => ({ sql: `${column} ${engine.dialect.inSubquery(sql)}`, bindings }));
}

/**
 * Runs a statement for each portion, and returns the rows of all.
 *
 * @param bindings - of the statement before and after the portion
 */
export async function runEach<Row extends object>(
  { run }: { readonly run: RunSql },
  portions: readonly Fragment[],
  statement: (portion: string) => string,
  {
    before = [],
    after = [],
  }: { readonly before?: readonly Binding[]; readonly after?: readonly Binding[] } = {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { sql, bindings } of portions) {
    for (const row of await run<Row>(statement(sql), [...before, ...bindings, ...after])) rows.push(row);
  }
  return rows;
}

/** Sends a statement for each portion, of whose rows nobody needs any; see `Tx.send`. */
export async function sendEach(
  { send }: Pick<Tx, 'send'>,
  portions: readonly Fragment[],
  statement: (portion: string) => string,
): Promise<void> {
  for (const { sql, bindings } of portions) await send({ sql: statement(sql), bindings });
}

/**
 * Runs a statement for each portion of what it should change, and returns the rows that it changed; see `Tx.change`.
 *
 * @param how.returning - the columns of these rows
 * @param how.expected - the row of an item if the statement changes it; undefined if that is not known before
 */
export async function changeEach<Item, Row extends object>(
  { change }: Pick<Tx, 'change'>,
  items: readonly Item[],
  how: {
    readonly returning: string;
    readonly expected: (item: Item) => Row | undefined;
    readonly statement: (portion: readonly Item[]) => Fragment;
  },
): Promise<readonly Row[]> {
  const changed: Row[] = [];
  for (const portion of inPortions(items, MAX_ROWS)) {
    const expected = portion.map(how.expected).filter((row) => row !== undefined);
    const areKnown = expected.length === portion.length;
    const rows = await change<Row>(how.statement(portion), how.returning, areKnown ? expected : undefined);
    changed.push(...rows);
  }
  return changed;
}

/**
 * Deletes portion after portion until one is not full.
 *
 * @returns how many rows were deleted
 *
 * @example
 * await deleteInPortions(2_000, async () => 0); // 0
 */
export async function deleteInPortions(size: number, deletePortion: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const deleted = await deletePortion();
    sum += deleted;
    if (deleted < size) return sum;
  }
}
