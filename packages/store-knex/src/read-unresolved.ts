import { newestOfEach, WRITES, type About, type TenantId, type Unresolved } from '@scimwright/store';
import type { Reader } from './open-reader.ts';
import { readWhole } from './read-log.ts';

interface Failure extends About {
  readonly at: string;
  readonly seq: number;
}

/** So many failures are asked about in one statement. */
const PORTION = 500;

const WRITE = `in (${[...WRITES].map((operation) => `'${operation}'`).join(', ')})`;

/**
 * Reads the newest entry of each person, group or other resource whose latest write failed; see `ProvisioningLog`. It looks
 * at a bounded number of failures, in order of an index, and asks two indexes for each whether a later write succeeded.
 *
 * @example
 * const { entries } = await readUnresolved(reader, tenant, 1_000);
 */
export async function readUnresolved(reader: Reader, tenant: TenantId, most: number): Promise<Unresolved> {
  const rows = await reader.run<{
    readonly at: string;
    readonly seq: number | string;
    readonly operation: string;
    readonly subject_key: string | null;
    readonly resource_id: string | null;
  }>(
    `select at, seq, operation, subject_key, resource_id from log
     where status >= 400 and tenant_id = ? order by at desc, seq desc limit ?`,
    [tenant, most],
  );
  const failures = rows
    .filter(({ operation }) => WRITES.has(operation))
    .map((row): Failure => ({
      at: row.at,
      seq: Number(row.seq),
      subjectKey: row.subject_key ?? undefined,
      resourceId: row.resource_id ?? undefined,
    }));
  const newest = newestOfEach(failures);
  const resolved = await findResolved(reader, tenant, newest);
  const page = newest.filter(({ seq }) => !resolved.has(seq));
  return { entries: await readWhole(reader, page), isWhole: rows.length < most };
}

/** Those after which a write about the same succeeded. */
async function findResolved(
  { run, valueRows }: Reader,
  tenant: TenantId,
  failures: readonly Failure[],
): Promise<ReadonlySet<number>> {
  const laterBy = (column: string): string =>
    `exists (select 1 from log l where l.tenant_id = ? and l.${column} = v.${column}
       and (l.at, l.seq) > (v.at, v.seq) and l.status < 400 and l.operation ${WRITE})`;
  const resolved = new Set<number>();
  for (let from = 0; from < failures.length; from += PORTION) {
    const rows = failures
      .slice(from, from + PORTION)
      .map(({ at, seq, subjectKey, resourceId }) => [at, seq, subjectKey ?? null, resourceId ?? null]);
    const { sql, bindings } = valueRows(['text', 'integer', 'text', 'text'], rows);
    const found = await run<{ readonly seq: number | string }>(
      `with v (at, seq, subject_key, resource_id) as (${sql})
       select v.seq from v where ${laterBy('subject_key')} or ${laterBy('resource_id')}`,
      [...bindings, tenant, tenant],
    );
    for (const { seq } of found) resolved.add(Number(seq));
  }
  return resolved;
}
