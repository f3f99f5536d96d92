import type { StoredAuditEntry, Tenant } from '@scimwright/store';
import type { AdminDeps } from './admin-deps.ts';

/** What an administrator does that changes something. */
export type AuditAction =
  | 'createTenant'
  | 'changeTenant'
  | 'deleteTenant'
  | 'issueToken'
  | 'revokeToken'
  | 'createHandOver'
  | 'redeemHandOver'
  | 'withdrawHandOver'
  | 'skipEvent'
  | 'setClockBack'
  | 'exportPerson'
  | 'erasePerson';

/**
 * Writes into the audit trail what was just done to a tenant, or to the host.
 *
 * @param tenant - undefined for what is about no tenant
 * @param subject - the id of what it was about within the tenant, or what became of what
 *
 * @example
 * await audit(deps, 'revokeToken', tenant, token.id);
 */
export async function audit(
  { store, clock, actor = 'host' }: Pick<AdminDeps, 'store' | 'clock' | 'actor'>,
  action: AuditAction,
  tenant: Pick<Tenant, 'connector' | 'name'> | undefined,
  subject?: string,
): Promise<void> {
  await store.audit.append({
    at: clock().toISOString(),
    actor,
    action,
    connector: tenant?.connector,
    tenant: tenant?.name,
    subject,
  });
}

/** Which of the trail to list. */
export interface AuditSearch {
  /** The id of a connector. */
  readonly connector?: string | undefined;
  /** The name of a tenant, which may be gone. */
  readonly tenant?: string | undefined;
  /** The `next` of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * What administrators did, the newest first, a page of it.
 *
 * @example
 * const { entries, next } = await listAudit(deps, { limit: 50 });
 */
export async function listAudit(
  { store }: Pick<AdminDeps, 'store'>,
  search: AuditSearch,
): Promise<{ readonly entries: readonly StoredAuditEntry[]; readonly next: number | undefined }> {
  const found = await store.audit.read({ ...search, limit: search.limit + 1 });
  const entries = found.slice(0, search.limit);
  return { entries, next: found.length > entries.length ? entries.at(-1)?.seq : undefined };
}
