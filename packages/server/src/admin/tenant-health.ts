import { tokenScopes, useRefusal, type SettingFault } from '@scimwright/connector-kit';
import type { StoredLogEntry, StoredToken, Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { listFailingEvents, type ShownFailingEvent } from './events.ts';
import { findLog, findUnresolved } from './find-log.ts';
import { healthWarnings } from './health-warnings.ts';
import { leftOutPaths, type LeftOutPath } from './left-out.ts';
import { liveTokens } from './live-tokens.ts';
import { settingFaults } from './setting-faults.ts';

const DAY_MS = 86_400_000;

/** So many requests are counted at most; a busy tenant has more in a day. */
const MOST_COUNTED = 100_000;

/** The answer to a token that was revoked, has expired, or is not of the tenant URL. */
const DEAD_TOKEN = 401;

/** The same, and the answer to a token that lives and does not open the endpoint now; 402 is never answered. */
const REFUSED_TOKEN = { from: DEAD_TOKEN, to: 403 } as const;

/** The answer to a request whose turn did not come. */
const THROTTLED = 429;

/** How many requests of a time were answered how. */
export interface RequestCounts {
  readonly requests: number;
  readonly succeeded: number;
  /** Answered 400 to 499: the request was refused. */
  readonly refused: number;
  /** Answered 500 or more: the fault is here. */
  readonly faults: number;
  /** Of the refused ones, those whose token was revoked, has expired, or does not open the endpoint. */
  readonly refusedTokens: number;
  /** Of the refused ones, those whose turn did not come in time: they asked for more than the share of the tenant. */
  readonly throttled: number;
  /** Only the newest were counted, because there are so many. */
  readonly capped: boolean;
}

/** Whether provisioning works for a tenant. Requests without a token of the tenant are not in it: nobody knows whose they are. */
export interface TenantHealth {
  readonly enabled: boolean;
  /** What is wrong with its settings, which an earlier version of the connector took; see `Connector.readSettings`. */
  readonly settingFaults: readonly SettingFault[];
  /** The newest with a token that lives. */
  readonly lastRequest: string | undefined;
  /** The newest that succeeded; undefined when none of the newest requests did. */
  readonly lastSuccess: string | undefined;
  readonly lastFailure: StoredLogEntry | undefined;
  /** The newest with a token of the tenant that opened nothing. */
  readonly lastRefusedToken: StoredLogEntry | undefined;
  readonly last24Hours: RequestCounts;
  /** People, groups and other resources whose latest write failed; see `ProvisioningLog.unresolved`. */
  readonly unresolved: {
    readonly resources: number;
    /** Only the newest failures were looked at, because there are so many. */
    readonly capped: boolean;
  };
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
  /** The first of those, with what the product said. */
  readonly firstFailingEvent: ShownFailingEvent | undefined;
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
  const [accepted, success, failure, refused, unresolved, tally, live, backlog, failing, leftOut] =
    await Promise.all([
      findAccepted(deps, tenant),
      findLog(deps, tenant, { outcome: 'succeeded', limit: 1 }),
      findLog(deps, tenant, { outcome: 'failed', limit: 1 }),
      newestWith(deps, tenant, REFUSED_TOKEN),
      findUnresolved(deps, tenant),
      store.log.tally(tenant.id, { since, most: MOST_COUNTED }),
      liveTokens(deps, tenant),
      store.outbox.backlog(tenant.id),
      listFailingEvents(deps, tenant, 1),
      leftOutPaths(deps, tenant),
    ]);
  const state: Omit<TenantHealth, 'warnings'> = {
    enabled: tenant.enabled,
    settingFaults: settingFaults(connector, tenant),
    lastRequest: accepted,
    lastSuccess: success.entries[0]?.at,
    lastFailure: failure.entries[0],
    lastRefusedToken: refused,
    last24Hours: countsOf(tally),
    unresolved: { resources: unresolved.entries.length, capped: !unresolved.isWhole },
    liveTokens: live.length,
    nextExpiry: firstExpiry(live),
    users: await total(deps, tenant, 'users'),
    groups: connector.groups && (await total(deps, tenant, 'groups')),
    pendingEvents: backlog.pending,
    failingEvents: backlog.failing,
    firstFailingEvent: failing[0],
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
  return { ...state, warnings: healthWarnings({ tenant, state, refusal, live, now }) };
}

/** When the newest request came whose token lives: whatever is in the log but for those that were answered 401. */
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

function countsOf(tally: ReadonlyMap<number, number>): RequestCounts {
  const within = (from: number, below: number): number =>
    [...tally].reduce((sum, [status, count]) => (status >= from && status < below ? sum + count : sum), 0);
  const requests = within(0, Infinity);
  return {
    requests,
    succeeded: within(0, 400),
    refused: within(400, 500),
    faults: within(500, Infinity),
    refusedTokens: within(REFUSED_TOKEN.from, REFUSED_TOKEN.to + 1),
    throttled: within(THROTTLED, THROTTLED + 1),
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
