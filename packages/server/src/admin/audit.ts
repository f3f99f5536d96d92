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
  | 'exportPerson'
  | 'erasePerson';

/**
 * Writes into the audit trail what was just done to a tenant.
 *
 * @param subject - the id of what it was about within the tenant
 *
 * @example
 * await audit(deps, 'revokeToken', tenant, token.id);
 */
export async function audit(
  { store, clock, actor = 'host' }: Pick<AdminDeps, 'store' | 'clock' | 'actor'>,
  action: AuditAction,
  tenant: Pick<Tenant, 'connector' | 'name'>,
  subject?: string,
): Promise<void> {
  const { connector, name } = tenant;
  await store.audit.append({
    at: clock().toISOString(),
    actor,
    action,
    connector,
    tenant: name,
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
