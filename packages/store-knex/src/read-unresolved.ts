import type { TenantId, Unresolved } from '@scimwright/store';
import { newestOfEach, WRITES, type About } from '@scimwright/store/engine';
import type { Reader } from './open-reader.ts';
import { runEach, valueRows } from './portions.ts';
import { readWhole } from './read-log.ts';

interface Failure extends About {
  readonly at: string;
  readonly seq: number;
}

const WRITE = `in (${[...WRITES].map((operation) => `'${operation}'`).join(', ')})`;

/**
 * Reads the newest entry of each person, group or other resource whose latest write failed; see `ProvisioningLog`. An index returns a
 * limited number of failures, and two more find whether a later write succeeded.
 */
export async function readUnresolved(reader: Reader, tenant: TenantId, max: number): Promise<Unresolved> {
  const rows = await reader.run<{
    readonly at: string;
    readonly seq: number | string;
    readonly operation: string;
    readonly subject_key: string | null;
    readonly resource_id: string | null;
  }>(
    `select at, seq, operation, subject_key, resource_id from log
     where status >= 400 and tenant_id = ? order by at desc, seq desc limit ?`,
    [tenant, max],
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
  return { entries: await readWhole(reader, page), isWhole: rows.length < max };
}

/** The failures that a later successful write resolved. */
async function findResolved(
  reader: Reader,
  tenant: TenantId,
  failures: readonly Failure[],
): Promise<ReadonlySet<number>> {
  const laterBy = (column: string): string =>
    `exists (select 1 from log l where l.tenant_id = ? and l.${column} = v.${column}
       and (l.at, l.seq) > (v.at, v.seq) and l.status < 400 and l.operation ${WRITE})`;
  const rows = failures.map(({ at, seq, subjectKey, resourceId }) => [
    at,
    seq,
    subjectKey ?? null,
    resourceId ?? null,
  ]);
  const resolved = await runEach<{ readonly seq: number | string }>(
    reader,
    valueRows(reader, { at: 'text', seq: 'integer', subject_key: 'text', resource_id: 'text' }, rows),
    (values) => `with v as (${values})
       select v.seq from v where ${laterBy('subject_key')} or ${laterBy('resource_id')}`,
    { after: [tenant, tenant] },
  );
  return new Set(resolved.map(({ seq }) => Number(seq)));
}
