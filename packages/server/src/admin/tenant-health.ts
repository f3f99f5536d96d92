import { tokenScopes, useRefusal } from '@scimwright/connector-kit';
import type { StoredLogEntry, StoredToken, Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { findLog } from './find-log.ts';
import { healthWarnings } from './health-warnings.ts';
import { leftOutPaths, type LeftOutPath } from './left-out.ts';
import { liveTokens } from './live-tokens.ts';

const DAY_MS = 86_400_000;

/** So many requests are counted at most; a busy tenant has more in a day. */
const MOST_COUNTED = 100_000;

/** How many requests of a time were answered how. */
export interface RequestCounts {
  readonly requests: number;
  readonly succeeded: number;
  /** Answered 400 to 499: the request was refused. */
  readonly refused: number;
  /** Answered 500 or more: the fault is here. */
  readonly faults: number;
  /** Only the newest were counted, because there are so many. */
  readonly capped: boolean;
}

/** Whether provisioning works for a tenant. Requests without a valid token are not in it: nobody knows whose they are. */
export interface TenantHealth {
  readonly enabled: boolean;
  readonly lastRequest: string | undefined;
  /** The newest that succeeded; undefined when none of the newest requests did. */
  readonly lastSuccess: string | undefined;
  readonly lastFailure: StoredLogEntry | undefined;
  readonly last24Hours: RequestCounts;
  /** Those with which Entra can provision; what names a user, or has another scope, is not counted. */
  readonly liveTokens: number;
  /** When the first of the tokens that work stops working; undefined when none does. */
  readonly nextExpiry: string | undefined;
  readonly users: number;
  /** Undefined when the product has no groups. */
  readonly groups: number | undefined;
  /** Events that the vendor's product has not taken yet, and those of them that it failed to take. */
  readonly pendingEvents: number;
  readonly failingEvents: number;
  /** What was left out when people were disabled, and is still not as Entra sent it. */
  readonly leftOut: readonly LeftOutPath[];
  /** What an administrator should look at, in sentences; none when all is well. */
  readonly warnings: readonly string[];
}

/**
 * Looks at how a tenant is doing.
 *
 * @example
 * const { warnings } = await tenantHealth(deps, tenant);
 */
export async function tenantHealth(deps: AdminDeps, tenant: Tenant): Promise<TenantHealth> {
  const { store, clock } = deps;
  const connector = connectorOf(deps, tenant.connector);
  const now = clock();
  const since = new Date(now.getTime() - DAY_MS).toISOString();
  const [newest, success, failure, tally, live, backlog, leftOut] = await Promise.all([
    findLog(deps, tenant, { limit: 1 }),
    findLog(deps, tenant, { outcome: 'succeeded', limit: 1 }),
    findLog(deps, tenant, { outcome: 'failed', limit: 1 }),
    store.log.tally(tenant.id, { since, most: MOST_COUNTED }),
    liveTokens(deps, tenant),
    store.outbox.backlog(tenant.id),
    leftOutPaths(deps, tenant),
  ]);
  const state: Omit<TenantHealth, 'warnings'> = {
    enabled: tenant.enabled,
    lastRequest: newest.entries[0]?.at,
    lastSuccess: success.entries[0]?.at,
    lastFailure: failure.entries[0],
    last24Hours: countsOf(tally),
    liveTokens: live.length,
    nextExpiry: firstExpiry(live),
    users: await total(deps, tenant, 'users'),
    groups: connector.groups && (await total(deps, tenant, 'groups')),
    pendingEvents: backlog.pending,
    failingEvents: backlog.failing,
    leftOut,
  };
  const refusal = useRefusal(
    {
      policy: connector.token,
      product: connector.displayName,
      tenant,
      scope: tokenScopes(connector.token)[0],
    },
    'support',
  );
  return { ...state, warnings: healthWarnings({ state, refusal, live, now }) };
}

function countsOf(tally: ReadonlyMap<number, number>): RequestCounts {
  const within = (from: number, below: number): number =>
    [...tally].reduce((sum, [status, count]) => (status >= from && status < below ? sum + count : sum), 0);
  const requests = within(0, Infinity);
  return {
    requests,
    succeeded: within(0, 400),
    refused: within(400, 500),
    faults: within(500, Infinity),
    capped: requests >= MOST_COUNTED,
  };
}

function firstExpiry(live: readonly StoredToken[]): string | undefined {
  return live
    .flatMap(({ expires }) => (expires === undefined ? [] : [expires]))
    .toSorted()
    .at(0);
}

async function total(deps: AdminDeps, tenant: Tenant, kind: 'users' | 'groups'): Promise<number> {
  const type = connectorOf(deps, tenant.connector)[kind]?.type;
  if (type === undefined) return 0;
  const query = { type, filter: undefined, startIndex: 1, count: 0 };
  return (await deps.store.resources.find(tenant.id, query)).total;
}
