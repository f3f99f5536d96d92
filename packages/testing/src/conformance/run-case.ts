import type { ConformanceCase } from './conformance-case.ts';
import type { ConformanceSubject } from './conformance-subject.ts';
import { openTenantClient } from './tenant/open-tenant-client.ts';

/**
 * Whether a subject has what a case needs.
 *
 * @example
 * const runnable = conformanceCases.filter((one) => canRun(one, asked));
 */
export function canRun({ needs }: ConformanceCase, subject: ConformanceSubject): boolean {
  return needs === undefined || subject[needs] !== undefined;
}

/**
 * Runs a case against a tenant, that of declared schemas if it needs them, and deletes what it created.
 *
 * @throws AssertionError when what the case claims does not hold
 *
 * @example
 * for (const one of conformanceCases) if (canRun(one, asked)) await runCase(one, asked);
 */
export async function runCase({ needs, run }: ConformanceCase, subject: ConformanceSubject): Promise<void> {
  const asked = needs === 'declared' && subject.declared !== undefined ? subject.declared : subject;
  const tenant = openTenantClient(asked);
  try {
    await run(tenant);
  } finally {
    await tenant.cleanUp();
  }
}
