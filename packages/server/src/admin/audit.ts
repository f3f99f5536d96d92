import type { Tenant } from '@scimwright/store';
import { z } from 'zod';
import type { AdminDeps } from './admin-deps.ts';
import { count, limit, nothing, time } from './fields.ts';
import { endpoint } from './operation.ts';

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
 * @param tenant - undefined for an action on the host
 * @param subject - the id of what the action was about within the tenant
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

/** An action of an administrator. */
export const auditEntry = z.strictObject({
  seq: count,
  at: time,
  actor: z
    .string()
    .describe('`admin-token:1`, `cli:` and a user of the machine, `link:` and the id of a link, or `host`.'),
  action: z.string().describe('Such as createTenant, issueToken.'),
  connector: z.string().optional(),
  tenant: z.string().optional().describe('Its name at that time; it may be deleted since.'),
  subject: z
    .string()
    .optional()
    .describe('The id of what the action was about, such as a token; or which parts of a tenant changed.'),
});

/** A page of the audit trail. */
export const auditPage = z.strictObject({
  entries: z.array(auditEntry).readonly(),
  next: count.optional().describe('The `before` of the next page; absent on the last.'),
});

/** A page of the audit trail. */
export type AuditPage = z.infer<typeof auditPage>;

const auditSearch = z.strictObject({
  connector: z.string().max(100).optional().describe('Only tenants of one connector.'),
  tenant: z.string().max(100).optional().describe('Only tenants of that name, which may be deleted.'),
  before: z.coerce.number().int().min(1).optional().describe('The `next` of the page before.'),
  limit,
});

/** Which entries of the audit trail to list. */
export type AuditSearch = z.infer<typeof auditSearch>;

/**
 * Lists what administrators did, the newest first, one page at a time.
 *
 * @example
 * const { entries, next } = await listAudit(deps, { limit: 50 });
 */
export async function listAudit(
  { store }: Pick<AdminDeps, 'store'>,
  search: AuditSearch,
): Promise<AuditPage> {
  const { connector, tenant, before, limit: max } = search;
  const found = await store.audit.read({ connector, tenant, before, limit: max + 1 });
  const entries = found.slice(0, max);
  return { entries, next: found.length > entries.length ? entries.at(-1)?.seq : undefined };
}

/** The audit trail. */
export const auditOperations = {
  listAudit: endpoint({
    id: 'listAudit',
    summary: 'List what administrators did, the newest entry first, also to tenants that are deleted',
    method: 'get',
    path: '/audit',
    tag: 'Audit',
    params: nothing,
    query: auditSearch,
    body: undefined,
    refusals: [],
    status: 200,
    reply: auditPage,
    run: ({ query }, deps) => listAudit(deps, query),
    command: {
      words: 'audit',
      summary: 'List what administrators did, the newest entry last, also to tenants that are deleted',
      arguments: {},
      options: {
        connector: { flags: '--connector <id>', kind: 'text' },
        tenant: { flags: '--tenant <name>', kind: 'text' },
        before: {
          flags: '--before <number>',
          kind: 'number',
          help: 'Only entries before the one with that number.',
        },
        limit: { flags: '--limit <number>', kind: 'count', help: 'How many entries at most.', default: 50 },
      },
    },
  }),
};
