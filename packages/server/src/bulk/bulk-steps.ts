import { bulkOrder } from '@scimwright/core';
import type { PlannedOperation } from './plan-bulk.ts';

/** Operations that are run at the same time, or that refer to each other in a circle. */
export interface BulkStep {
  readonly kind: 'beside' | 'circle';
  readonly operations: readonly PlannedOperation[];
}

/**
 * The steps of a bulk request. Creations that follow each other are run at the same time, since the store merges their
 * commits and keeps their order; anything else waits for what is before it, which it may depend on in more ways than a
 * reference says: somebody's name is free when somebody else is gone.
 *
 * @example
 * for (const { kind, operations } of bulkSteps(planned, 32)) operations.map(({ at }) => `${kind} ${at}`);
 */
export function* bulkSteps(planned: readonly PlannedOperation[], mostBeside: number): Generator<BulkStep> {
  let beside: PlannedOperation[] = [];
  for (const group of bulkOrder(planned.map(({ needs }) => needs))) {
    const operations = group.flatMap((at) => planned[at] ?? []);
    const [first] = operations;
    if (first === undefined) continue;
    const waits = operations.length > 1 || !isCreation(first) || refersTo(first, beside);
    if (waits || beside.length === mostBeside) {
      if (beside.length > 0) yield { kind: 'beside', operations: beside };
      beside = [];
    }
    if (operations.length > 1) yield { kind: 'circle', operations };
    else if (isCreation(first)) beside.push(first);
    else yield { kind: 'beside', operations };
  }
  if (beside.length > 0) yield { kind: 'beside', operations: beside };
}

function isCreation({ kind, sent }: PlannedOperation): boolean {
  return kind === 'runnable' && sent.method === 'POST';
}

function refersTo({ needs }: PlannedOperation, others: readonly PlannedOperation[]): boolean {
  const wanted: ReadonlySet<number> = new Set(needs);
  return others.some(({ at }) => wanted.has(at));
}
