import { foldCase } from '@scimwright/core';
import type { LogPage, LogKey, LogQuery, TenantId } from '@scimwright/store';
import type { Reader } from './open-reader.ts';
import type { Binding, RunSql } from './run-sql.ts';

/** How many entries of a branch one call reads, when an index does not answer the whole query. */
const LOOK = 2_000;

/** The lowest and the highest status of a failure. */
const FAILURES = { from: 400, to: 599 } as const;

/** A condition that an index of the log answers in order of time; one branch of the `union all`. */
interface Branch {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

/** The columns that an entry is chosen by, before it is read completely. */
interface Candidate extends LogKey {
  readonly branch: number;
  readonly operation: string;
  readonly status: number;
  /** 1 when it has `leftOut` paths. */
  readonly left_out: number;
}

/**
 * Reads a page of a tenant's log. Indexes return a limited number of candidates in order. The other conditions are checked on these,
 * and only the entries of the page are read completely.
 */
export async function readLog(reader: Reader, tenant: TenantId, query: LogQuery): Promise<LogPage> {
  const { limit } = query;
  const branches = branchesOf(query);
  if (branches.length === 0) return { entries: [], next: undefined };
  const look = Math.max(limit + 1, branches.length === 1 && isServed(query) ? 0 : LOOK);
  const candidates = await readCandidates(reader.run, branches.map(withinTime(tenant, query)), look);
  const end = horizonOf(candidates, branches.length, look);
  const found = distinct(candidates)
    .filter((one) => end === undefined || compare(one, end) >= 0)
    .filter((one) => isWanted(one, query));
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1) : end;
  return {
    entries: await readWhole(reader, page),
    next: next && { at: next.at, seq: next.seq },
  };
}

/** One branch for each subject and resource; without these, one branch for all. */
function branchesOf({ about, status, hasLeftOut }: LogQuery): readonly Branch[] {
  if (about !== undefined) {
    return [
      ...about.subjects.map((one) => ({ sql: 'subject_key = ?', bindings: [foldCase(one)] })),
      ...about.resourceIds.map((one) => ({ sql: 'resource_id = ?', bindings: [one] })),
    ];
  }
  if (hasLeftOut === true) return [{ sql: 'left_out is not null', bindings: [] }];
  // A literal, so that the planner sees that the partial index of failures applies.
  return [{ sql: isFailing(status) ? `status >= ${FAILURES.from}` : '1 = 1', bindings: [] }];
}

function isFailing(status: LogQuery['status']): boolean {
  return status !== undefined && status.from >= FAILURES.from;
}

/** Whether every candidate matches, because the index answers the whole query. */
function isServed({ about, operation, status, hasLeftOut }: LogQuery): boolean {
  if (hasLeftOut === true && about !== undefined) return false;
  const byStatus =
    status === undefined ||
    (about === undefined &&
      hasLeftOut === undefined &&
      status.from === FAILURES.from &&
      status.to >= FAILURES.to);
  return operation === undefined && byStatus;
}

function isWanted({ operation, status, left_out }: Candidate, query: LogQuery): boolean {
  return (
    (query.hasLeftOut === undefined || left_out === 1) &&
    (query.operation === undefined || operation === query.operation) &&
    (query.status === undefined || (status >= query.status.from && status <= query.status.to))
  );
}

function withinTime(tenant: TenantId, { since, until, before }: LogQuery): (branch: Branch) => Branch {
  const conditions: readonly Branch[] = [
    { sql: 'tenant_id = ?', bindings: [tenant] },
    ...(since === undefined ? [] : [{ sql: 'at >= ?', bindings: [since] }]),
    ...endOf(until, before),
  ];
  return ({ sql, bindings }) => ({
    sql: [sql, ...conditions.map((one) => one.sql)].join(' and '),
    bindings: [...bindings, ...conditions.flatMap((one) => one.bindings)],
  });
}

/** Only the earlier of two ends: with both, SQLite chooses another index. */
function endOf(until: string | undefined, before: LogKey | undefined): readonly Branch[] {
  if (before !== undefined && (until === undefined || before.at < until)) {
    return [{ sql: '(at, seq) < (?, ?)', bindings: [before.at, before.seq] }];
  }
  return until === undefined ? [] : [{ sql: 'at < ?', bindings: [until] }];
}

async function readCandidates(
  run: RunSql,
  branches: readonly Branch[],
  look: number,
): Promise<readonly Candidate[]> {
  const parts = branches.map(
    ({ sql }, branch) =>
      `select * from (
         select ${branch} as branch, at, seq, operation, status,
           case when left_out is null then 0 else 1 end as left_out
         from log where ${sql} order by at desc, seq desc limit ?
       ) branch_${branch}`,
  );
  const rows = await run<Candidate>(
    `${parts.join(' union all ')} order by at desc, seq desc`,
    branches.flatMap(({ bindings }) => [...bindings, look]),
  );
  return rows.map((row) => ({ ...row, branch: Number(row.branch), seq: Number(row.seq) }));
}

/** The key down to which all branches were read; undefined at the end of the log. */
function horizonOf(candidates: readonly Candidate[], branches: number, look: number): Candidate | undefined {
  const ends = Array.from({ length: branches }, (_, branch) => {
    const own = candidates.filter((one) => one.branch === branch);
    return own.length === look ? own.at(-1) : undefined;
  }).filter((one) => one !== undefined);
  return ends.toSorted(compare).at(-1);
}

/** An entry about a subject and about a resource is in two branches. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map((one) => [one.seq, one])).values()];
}

function compare(left: LogKey, right: LogKey): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.seq - right.seq;
}

/** Reads the entries with these keys completely, newest first. */
export async function readWhole({ read }: Reader, page: readonly LogKey[]): Promise<LogPage['entries']> {
  if (page.length === 0) return [];
  const seqs = page.map(({ seq }) => seq);
  const { LogModel } = await import('./models/log-model.ts'); // with objection, for administrators only
  return read(async ({ query }) => {
    const rows = await query(LogModel)
      .select(LogModel.columns)
      .whereIn('seq', seqs)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'seq', order: 'desc' },
      ]);
    return rows.map((row) => ({ ...row }));
  });
}
