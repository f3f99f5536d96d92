import type { ConformanceCase } from '../conformance-case.ts';
import type { ConformanceTarget } from '../conformance-target.ts';
import { performCase } from './perform-case.ts';

/**
 * Whether a target has the part of the service that a case needs.
 *
 * @example
 * const runnable = conformanceCases.filter((one) => canRun(one, target));
 */
export function canRun({ needs }: ConformanceCase, target: ConformanceTarget): boolean {
  return needs === undefined || target[needs] !== undefined;
}

/**
 * Runs a case against a target, and deletes the resources that it created.
 *
 * @throws AssertionError when a rule that the case covers does not hold
 * @throws Error when a resource that it created could not be deleted
 *
 * @example
 * for (const one of conformanceCases) if (canRun(one, target)) await runCase(one, target);
 */
export async function runCase(one: ConformanceCase, target: ConformanceTarget): Promise<void> {
  const { outcome, left } = await performCase(one, target);
  if (outcome.kind === 'failed') throw outcome.error;
  if (left.length > 0) throw new Error(`Could not be deleted: ${left.join(', ')}`);
}
