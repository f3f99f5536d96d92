import type { Connector } from '@scimwright/connector-kit';
import type { ResourceType } from '@scimwright/core';
import type { LogKey, StoredLogEntry, Tenant, Unresolved } from '@scimwright/store';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';
import { equalTo } from '../resource/equal-to.ts';
import { routesOf } from '../routes.ts';

/** Which entries of the provisioning log to find; what is left out does not matter. */
export interface LogSearch {
  /** A person or a group: a `userName`, a `displayName`, or the id of a resource. */
  readonly about?: string | undefined;
  /** `failed` is both of the last two. */
  readonly outcome?: 'succeeded' | 'failed' | 'refused' | 'fault' | undefined;
  /** Such as `create` or `modify`. */
  readonly operation?: string | undefined;
  /** ISO 8601: at that time or later, and before that time. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** The `next` of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** A page of the log, the newest first; it may be short, or empty, although there is a `next`. */
export interface FoundLog {
  readonly entries: readonly StoredLogEntry[];
  readonly next: string | undefined;
}

const STATUS = {
  succeeded: { from: 100, to: 399 },
  failed: { from: 400, to: 599 },
  refused: { from: 400, to: 499 },
  fault: { from: 500, to: 599 },
} as const;

/**
 * Finds entries of a tenant's provisioning log. What is about a person is found under their name and under the id of
 * their resource, so that it is the whole story: requests that only had the id too.
 *
 * @throws AdminRefusal when there is no such operation, or `before` is no place in the log
 *
 * @example
 * const { entries } = await findLog(deps, tenant, { about: 'ada@contoso.example', outcome: 'failed', limit: 50 });
 */
export async function findLog(deps: AdminDeps, tenant: Tenant, search: LogSearch): Promise<FoundLog> {
  const { about, outcome, operation, since, until, before, limit } = search;
  if (operation !== undefined) checkOperation(connectorOf(deps, tenant.connector), operation);
  const { entries, next } = await deps.store.log.read(tenant.id, {
    about: about === undefined ? undefined : await namesOf(deps, tenant, about),
    status: outcome && STATUS[outcome],
    operation,
    since: since && instant(since),
    until: until && instant(until),
    before: before === undefined ? undefined : positionOf(before),
    limit,
  });
  return { entries, next: next && `${next.at}~${next.seq}` };
}

/** A misspelt operation would find nothing, as if nothing had happened. */
function checkOperation(connector: Connector, operation: string): void {
  const known = [...new Set(routesOf(connector).map((route) => route.operation))];
  if (known.includes(operation)) return;
  throw new AdminRefusal(`There is no operation "${operation}". Choose one of ${known.join(', ')}.`);
}

/** So many failures are looked at for those that nothing mended. */
const MOST_FAILURES = 1_000;

/**
 * Finds the people, groups and other resources of a tenant whose latest write failed: the newest entry of each, the newest
 * first. It looks at the newest 1,000 failures in the log.
 *
 * @example
 * const { entries } = await findUnresolved(deps, tenant);
 */
export async function findUnresolved(
  { store }: Pick<AdminDeps, 'store'>,
  tenant: Tenant,
): Promise<Unresolved> {
  return store.log.unresolved(tenant.id, { max: MOST_FAILURES });
}

/** The log compares times as text, which must then be of one form. */
function instant(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime()))
    throw new AdminRefusal(`"${time}" is not a time, such as 2026-01-31T12:00:00Z.`);
  return date.toISOString();
}

function positionOf(text: string): LogKey {
  const [, at, seq] = /^([^~]+)~(\d{1,15})$/.exec(text) ?? [];
  if (at === undefined) throw new AdminRefusal(`"${text}" is no place in the log: take the next of a page.`);
  return { at: instant(at), seq: Number(seq) };
}

async function namesOf(deps: AdminDeps, tenant: Tenant, about: string) {
  const { users, groups } = connectorOf(deps, tenant.connector);
  const ids: string[] = [];
  for (const [name, profile] of [['userName', users] as const, ['displayName', groups] as const]) {
    if (profile !== undefined) ids.push(...(await idsNamed(deps, tenant, profile.type, name, about)));
  }
  return { subjects: [about], resourceIds: [...new Set([about, ...ids])] };
}

async function idsNamed(
  { store }: AdminDeps,
  tenant: Tenant,
  type: ResourceType,
  name: string,
  value: string,
): Promise<readonly string[]> {
  const filter = equalTo(type, name, value);
  // Where the product does not index the name, its log entries are found by the name alone.
  if (filter === undefined) return [];
  const { items } = await store.resources.find(tenant.id, { type, filter, startIndex: 1, count: 1 });
  return items.map(({ id }) => id);
}
