import type { ValueRows } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';

/**
 * Numbers of events as parts of statements.
 *
 * @example
 * for (const { sql, bindings } of seqRows(tx, [1, 2])) {
 *   await tx.run(`update events set due = '' where seq ${tx.among(sql)}`, bindings);
 * }
 */
export function seqRows({ valueRows }: Pick<Tx, 'valueRows'>, seqs: readonly number[]): readonly ValueRows[] {
  return valueRows(
    ['integer'],
    seqs.map((seq) => [seq]),
  );
}
