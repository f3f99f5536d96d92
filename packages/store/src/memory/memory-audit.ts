import type { AuditTrail, StoredAuditEntry } from '../audit-trail.ts';

/**
 * The audit trail in memory.
 *
 * @example
 * await memoryAudit().read({ limit: 10 }); // []
 */
export function memoryAudit(): AuditTrail {
  const entries: StoredAuditEntry[] = [];
  return {
    append: async (entry) => {
      entries.unshift({ ...entry, seq: entries.length + 1 });
    },
    read: async ({ connector, tenant, before = Infinity, limit }) =>
      entries
        .filter((entry) => entry.seq < before)
        .filter((entry) => connector === undefined || entry.connector === connector)
        .filter((entry) => tenant === undefined || entry.tenant === tenant)
        .slice(0, limit),
  };
}
