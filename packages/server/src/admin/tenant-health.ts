import { tokenScopes, refusalToAccept } from '@scimwright/connector-kit/internal';
import type { StoredLogEntry, StoredToken, Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { listFailingEvents } from './events.ts';
import { nothing } from './fields.ts';
import { findLog, findUnresolved } from './find-log.ts';
import { healthWarnings, shownHealth, type TenantHealth, type TenantState } from './health-warnings.ts';
import { leftOutPaths } from './left-out.ts';
import { endpoint } from './operation.ts';
import { settingFaults } from './show-tenant.ts';
import { liveTokens } from './show-token.ts';
import { DAY_MS } from './spoken-time.ts';
import { tenantArguments, tenantAt, tenantParams } from './tenants.ts';

/** How many requests are counted at most; a busy tenant has more in a day. */
const MAX_COUNTED = 100_000;

/** The status for a token that was revoked, has expired, or is of another tenant URL. */
const DEAD_TOKEN = 401;

/** The same, and the status for a live token that does not open the endpoint now; 402 is never answered. */
const REFUSED_TOKEN = { from: DEAD_TOKEN, to: 403 } as const;

/** The status of a request whose turn did not come. */
const THROTTLED = 429;

/**
 * Finds out whether provisioning works for a tenant, and what to look at.
 *
 * @example
 * const { warnings } = await tenantHealth(deps, tenant);
 */
export async function tenantHealth(deps: AdminDeps, tenant: Tenant): Promise<TenantHealth> {
  const { store, clock } = deps;
  const connector = connectorOf(deps, tenant.connector);
  const now = clock();
  const since = new Date(now.getTime() - DAY_MS).toISOString();
  const [
    accepted,
    success,
    failure,
    refused,
    unresolved,
    countByStatus,
    live,
    backlog,
    listening,
    failing,
    leftOut,
  ] = await Promise.all([
    findAccepted(deps, tenant),
    findLog(deps, tenant, { outcome: 'succeeded', limit: 1 }),
    findLog(deps, tenant, { outcome: 'failed', limit: 1 }),
    newestWith(deps, tenant, REFUSED_TOKEN),
    findUnresolved(deps, tenant),
    store.log.countByStatus(tenant.id, { since, max: MAX_COUNTED }),
    liveTokens(deps, tenant),
    store.outbox.backlog(tenant.id),
    store.listeners.read(),
    listFailingEvents(deps, tenant, 1),
    leftOutPaths(deps, tenant),
  ]);
  const state: TenantState = {
    enabled: tenant.enabled,
    settingFaults: settingFaults(connector, tenant),
    lastRequest: accepted,
    lastSuccess: success.entries[0]?.at,
    lastFailure: failure.entries[0],
    lastRefusedToken: refused,
    last24Hours: countsOf(countByStatus),
    unresolved: { resources: unresolved.entries.length, capped: unresolved.capped },
    liveTokens: live.length,
    nextExpiry: firstExpiry(live),
    users: await total(deps, tenant, 'users'),
    groups: connector.groups && (await total(deps, tenant, 'groups')),
    pendingEvents: backlog.pending,
    oldestPendingEvent: backlog.oldest,
    lastListener: listening.last,
    failingEvents: backlog.failing,
    firstFailingEvent: failing[0],
    leftOut,
  };
  const refusal = refusalToAccept(
    {
      policy: connector.token,
      product: connector.displayName,
      tenant,
      scope: tokenScopes(connector.token)[0],
    },
    'support',
  );
  const warnings = healthWarnings({ tenant, state, refusal, live, now });
  return { ...state, warnings: [...(deps.hostWarnings?.() ?? []), ...warnings] };
}

/** The time of the newest request with a live token: the newest in the log that was not answered 401. */
async function findAccepted(deps: AdminDeps, tenant: Tenant): Promise<string | undefined> {
  const found = await Promise.all([
    newestWith(deps, tenant, { from: 100, to: DEAD_TOKEN - 1 }),
    newestWith(deps, tenant, { from: DEAD_TOKEN + 1, to: 599 }),
  ]);
  return found
    .flatMap((entry) => entry?.at ?? [])
    .toSorted()
    .at(-1);
}

async function newestWith(
  { store }: AdminDeps,
  tenant: Tenant,
  status: { readonly from: number; readonly to: number },
): Promise<StoredLogEntry | undefined> {
  return (await store.log.read(tenant.id, { status, limit: 1 })).entries[0];
}

function countsOf(countByStatus: ReadonlyMap<number, number>): TenantState['last24Hours'] {
  const within = (from: number, below: number): number =>
    [...countByStatus].reduce(
      (sum, [status, count]) => (status >= from && status < below ? sum + count : sum),
      0,
    );
  const requests = within(0, Infinity);
  return {
    requests,
    succeeded: within(0, 400),
    refused: within(400, 500),
    faults: within(500, Infinity),
    refusedTokens: within(REFUSED_TOKEN.from, REFUSED_TOKEN.to + 1),
    throttled: within(THROTTLED, THROTTLED + 1),
    capped: requests >= MAX_COUNTED,
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

/** How a tenant is doing. */
export const healthOperations = {
  showHealth: endpoint({
    id: 'showHealth',
    summary: 'Show whether provisioning works for a tenant, and what to look at',
    method: 'get',
    path: '/tenants/{connector}/{tenant}/health',
    tag: 'Log',
    params: tenantParams,
    query: nothing,
    body: undefined,
    refusals: ['not-found'],
    status: 200,
    reply: shownHealth,
    run: async ({ params }, deps) => await tenantHealth(deps, await tenantAt(params, deps)),
    command: { words: 'health', arguments: tenantArguments, options: {} },
  }),
};
