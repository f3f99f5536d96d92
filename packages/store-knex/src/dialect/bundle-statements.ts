import type { Binding } from '../run-sql.ts';
import { Unexpected, type LastRead, type Sending, type Sent, type Trips } from './sent.ts';

/** How many bundles a connection keeps. Each shape of a commit has one: the kinds of rows that it writes. */
const MAX_BUNDLES = 100;

/** Longer lists of statements are rare, and each would be a shape of its own. */
const MAX_STATEMENTS = 16;

type Run<Connection> = (
  connection: Connection,
  sql: string,
  bindings: readonly Binding[],
) => Promise<readonly unknown[]>;

/**
 * Runs statements of SQLite in one trip to the driver's threads. A bundle is a temporary view of a connection with a trigger that runs
 * the statements: you run them by inserting their values into the view. Such an insert is a transaction, unless one is open.
 *
 * @param begin - the statement that begins a transaction
 */
export function bundleStatements<Connection extends object>(run: Run<Connection>, begin: string) {
  const bundles = new WeakMap<Connection, Map<string, string>>();
  let made = 0;

  /** No transaction may be open: its rollback would drop the bundle. */
  const make = async (connection: Connection, statements: readonly Sent[]): Promise<string> => {
    const own = bundles.get(connection) ?? new Map<string, string>();
    bundles.set(connection, own);
    const shape = shapeOf(statements);
    const known = own.get(shape);
    if (known !== undefined) return known;
    const [oldest] = own;
    if (oldest !== undefined && own.size === MAX_BUNDLES) {
      own.delete(oldest[0]);
      await run(connection, `drop view ${oldest[1]}`, []);
    }
    made += 1;
    const bundle = `bundle_${made}`;
    for (const sql of definitionOf(bundle, statements)) await run(connection, sql, []);
    own.set(shape, bundle);
    return bundle;
  };

  const insert = async (
    connection: Connection,
    bundle: string,
    { statements, reads }: Sending,
  ): Promise<readonly (readonly unknown[])[]> => {
    const values = statements.flatMap(valuesOf);
    const places = values.map(() => '?').join(', ');
    const returning = reads.length === 0 ? '' : ` returning ${reads.map(asJson).join(', ')}`;
    const [row] = await run(connection, `insert into ${bundle} values (${places})${returning}`, [
      ...values,
      ...reads.flatMap(({ bindings }) => bindings),
    ]).catch((error: unknown) => {
      throw error instanceof Error && error.message.endsWith(`: ${UNEXPECTED}`) ? new Unexpected() : error;
    });
    return Object.values(row ?? {}).map((rows) => JSON.parse(String(rows)) as readonly unknown[]);
  };

  /** Runs statements in order, see `Dialect.runTogether`: in one trip if it knows their shape. */
  return async (
    connection: Connection,
    sending: Sending,
    { report, committing }: Trips,
  ): Promise<readonly (readonly unknown[])[]> => {
    const { statements, reads, place } = sending;
    const runOne = (sql: string, bindings: readonly Binding[]): Promise<readonly unknown[]> => {
      report(sql);
      return run(connection, sql, bindings);
    };
    const isSmall = statements.length > 0 && statements.length <= MAX_STATEMENTS;
    const bundle =
      place === 'whole' && isSmall
        ? await make(connection, statements)
        : bundles.get(connection)?.get(shapeOf(statements));
    if (place !== 'open') committing();
    if (bundle !== undefined) {
      report([...statements, ...reads].map(({ sql }) => sql).join(';\n'));
      const rows = await insert(connection, bundle, sending);
      if (place === 'last') await runOne('commit', []);
      return rows;
    }
    if (place === 'whole') await runOne(begin, []);
    for (const { sql, bindings, changes } of statements) {
      const rows = await runOne(changes === undefined ? sql : `${sql} returning 1`, bindings);
      if (changes !== undefined && changes !== rows.length) throw new Unexpected();
    }
    const rows: (readonly unknown[])[] = [];
    for (const { sql, bindings } of reads) rows.push(await runOne(sql, bindings));
    if (place !== 'open') await runOne('commit', []);
    // The commit is made, whatever becomes of the bundle.
    if (place === 'last' && isSmall) await make(connection, statements).catch(() => undefined);
    return rows;
  };
}

/** The rows of a read as one value: SQLite returns only the row that was inserted. */
function asJson({ sql, columns }: LastRead, at: number): string {
  const row = columns.map((name) => `'${name}', ${name}`).join(', ');
  return `(select json_group_array(json_object(${row})) from (${sql})) as r${at}`;
}

/** What the trigger says when a statement changed another number of rows than it should. */
const UNEXPECTED = 'unexpected rows';

function shapeOf(statements: readonly Sent[]): string {
  return statements.map(({ sql, changes }) => (changes === undefined ? sql : `${sql} -- counted`)).join('\n');
}

function valuesOf({ bindings, changes }: Sent): readonly Binding[] {
  return changes === undefined ? bindings : [...bindings, changes];
}

function definitionOf(bundle: string, statements: readonly Sent[]): readonly string[] {
  let column = 0;
  const next = (): string => `new.v${(column += 1)}`;
  const body = statements.flatMap(({ sql, changes }) => [
    sql.replaceAll('?', next),
    ...(changes === undefined ? [] : [`select raise(abort, '${UNEXPECTED}') where changes() <> ${next()}`]),
  ]);
  const columns = Array.from({ length: column }, (_, at) => `v${at + 1}`);
  return [
    `create temp view ${bundle} (${columns.join(', ')}) as select ${columns.map(() => 'null').join(', ')}`,
    `create temp trigger ${bundle}_run instead of insert on ${bundle} begin ${body.join('; ')}; end`,
  ];
}
