import type { Tx } from '../in-transaction.ts';
import { rowKey } from './row-key.ts';
import type { Refusal, ResourceChange, Step } from './step.ts';

/** A resource as a transaction finds it, without its body. */
export interface Base {
  readonly tenant_id: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly modified: string;
  /** How many members it has, counted no further than `membersUpTo`. */
  readonly size: number;
}

type Changing = Step<Exclude<ResourceChange, { kind: 'create' }>>;

/** The resources of some steps as they are, or the first step that does not find what it expects. */
export type Bases =
  | { readonly kind: 'found'; readonly baseOf: (step: Changing) => Base }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Reads, and locks where the engine needs it, the resources that steps are going to change.
 *
 * @param membersUpTo - how far to count the members of each; 0 counts none
 *
 * @example
 * const bases = await readBases(tx, stepsOf(steps, 'members'));
 */
export async function readBases(
  { run, valueRows, lock }: Tx,
  steps: readonly Changing[],
  membersUpTo = 0,
): Promise<Bases> {
  const size = membersUpTo === 0 ? '0' : counted(membersUpTo);
  const bases = new Map<string, Base>();
  const keys = steps.map(({ batch, change }) => [batch.tenant, change.id]);
  for (const { sql, bindings, narrow } of valueRows(['text', 'text'], keys)) {
    const near = narrow(['tenant_id', 'id']);
    const rows = await run<Base>(
      `select tenant_id, id, type, version, modified, ${size} as size from resources
       where (tenant_id, id) in (${sql}) and ${near.sql}${lock('change')}`,
      [...bindings, ...near.bindings],
    );
    for (const row of rows) bases.set(rowKey(row.tenant_id, row.id), row);
  }
  const found = new Map<Changing, Base>();
  for (const step of steps) {
    const { type, id, expected } = step.change;
    const base = bases.get(rowKey(step.batch.tenant, id));
    if (base === undefined || base.type !== type) return refused(step, 'absent');
    if (expected !== undefined && expected !== base.version) return refused(step, 'stale');
    found.set(step, base);
  }
  return { kind: 'found', baseOf: (step) => known(found.get(step)) };
}

function counted(upTo: number): string {
  return `(select cast(count(*) as integer) from (
    select 1 from members m where m.tenant_id = resources.tenant_id and m.group_id = resources.id limit ${upTo}
  ) one)`;
}

function refused(step: Step, kind: 'absent' | 'stale'): Bases {
  return { kind: 'refused', refusal: { step, reason: { kind } } };
}

function known(base: Base | undefined): Base {
  if (base === undefined) throw new TypeError('This step was not among those whose resources were read.');
  return base;
}
