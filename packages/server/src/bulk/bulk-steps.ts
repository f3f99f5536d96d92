import { bulkOrder } from '@scimwright/core/messages';
import type { PlannedOperation } from './plan-bulk.ts';

/** Operations that run in parallel, or that refer to each other in a cycle. */
export interface BulkStep {
  readonly kind: 'parallel' | 'cycle';
  readonly operations: readonly PlannedOperation[];
}

/**
 * Splits a bulk request into steps. Consecutive creations run in parallel, because the store merges their commits and keeps
 * their order. Every other operation waits for those before it. It may depend on them without a reference: a name is free
 * once its owner was deleted.
 */
export function* bulkSteps(planned: readonly PlannedOperation[], maxParallel: number): Generator<BulkStep> {
  let parallel: PlannedOperation[] = [];
  for (const group of bulkOrder(planned.map(({ needs }) => needs))) {
    const operations = group.flatMap((at) => planned[at] ?? []);
    const [first] = operations;
    if (first === undefined) continue;
    const waits = operations.length > 1 || !isCreation(first) || refersTo(first, parallel);
    if (waits || parallel.length === maxParallel) {
      if (parallel.length > 0) yield { kind: 'parallel', operations: parallel };
      parallel = [];
    }
    if (operations.length > 1) yield { kind: 'cycle', operations };
    else if (isCreation(first)) parallel.push(first);
    else yield { kind: 'parallel', operations };
  }
  if (parallel.length > 0) yield { kind: 'parallel', operations: parallel };
}

function isCreation({ kind, sent }: PlannedOperation): boolean {
  return kind === 'runnable' && sent.method === 'POST';
}

function refersTo({ needs }: PlannedOperation, others: readonly PlannedOperation[]): boolean {
  const wanted: ReadonlySet<number> = new Set(needs);
  return others.some(({ at }) => wanted.has(at));
}
