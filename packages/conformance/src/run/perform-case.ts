import type { ConformanceCase } from '../conformance-case.ts';
import type { ConformanceTarget } from '../conformance-target.ts';
import { openTenantClient, type CleanUp, type RequestOptions } from '../tenant/open-tenant-client.ts';

/** The result of a case, and the resources that it created. */
export interface PerformedCase extends CleanUp {
  readonly outcome: { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly error: unknown };
}

/** Runs a case against the tenant it needs, and always deletes the resources that it created. */
export async function performCase(
  { needs, run }: ConformanceCase,
  target: ConformanceTarget,
  options: RequestOptions = {},
): Promise<PerformedCase> {
  const asked = needs === 'declared' && target.declared !== undefined ? target.declared : target;
  const tenant = openTenantClient(asked, options);
  const outcome = await run(tenant).then(
    () => ({ kind: 'passed' as const }),
    (error: unknown) => ({ kind: 'failed' as const, error }),
  );
  return { outcome, ...(await tenant.cleanUp()) };
}
