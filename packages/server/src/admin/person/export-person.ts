import type { JsonObject } from '@scimwright/core';
import type { StoredAuditEntry, StoredLogEntry, StoredMembership, Tenant } from '@scimwright/store';
import { findReferrers } from '../../operations/find-referrers.ts';
import { connectorOf, type AdminDeps } from '../admin-deps.ts';
import { showEvent, type ShownEvent } from '../events.ts';
import { readResource } from '../people.ts';
import { showHandOver, type ShownHandOver } from '../show-hand-over.ts';
import { showToken, type ShownToken } from '../show-token.ts';
import { auditPerson } from './audit-person.ts';
import { findPerson, type Person } from './find-person.ts';
import { findTraces, type FoundTraces } from './find-traces.ts';
import { nothingKept } from './nothing-kept.ts';

/** Everything that a tenant keeps of one person. */
export interface PersonExport {
  readonly connector: string;
  readonly tenant: string;
  /** When it was put together: UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly ids: readonly string[];
  /** What they are or were called. */
  readonly names: readonly string[];
  /** The user as Entra sees it; undefined when they are not there any more. */
  readonly user: JsonObject | undefined;
  /** The groups they are in, themselves or through others. */
  readonly groups: readonly StoredMembership[];
  /** Who refers to them, such as those whose manager they are, by id: their names are not this person's. */
  readonly referredToBy: readonly { readonly type: string; readonly id: string }[];
  /** Entries of the log about them, the oldest first. */
  readonly log: readonly StoredLogEntry[];
  /** Entries about others that quote them. */
  readonly quotedIn: readonly StoredLogEntry[];
  /** Events about them. */
  readonly events: readonly ShownEvent[];
  /** Events about others that hold something of them, by number. */
  readonly mentionedInEvents: readonly number[];
  /** Tokens that name them, and others that are called by them. */
  readonly tokens: readonly ShownToken[];
  readonly handOvers: readonly ShownHandOver[];
  /** What administrators did about them. */
  readonly audit: readonly StoredAuditEntry[];
}

/** So many of those who refer to somebody are told. */
const MOST_REFERRERS = 1_000;

/** So many entries of the audit trail are read at a time. */
const PAGE = 500;

/**
 * Puts everything together that is kept of one person in a tenant.
 *
 * @param who - an id or a `userName`
 * @param origin - the URL of the host, without a slash at its end
 * @throws AdminRefusal when nothing is kept
 *
 * @example
 * const { user, log } = await exportPerson(deps, tenant, 'ada@contoso.example', 'https://scim.example');
 */
export async function exportPerson(
  deps: AdminDeps,
  tenant: Tenant,
  who: string,
  origin: string,
): Promise<PersonExport> {
  const person = await findPerson(deps, tenant, who);
  const traces = await findTraces(deps, tenant, person);
  if (isNothing(person, traces)) throw nothingKept(tenant);
  await auditPerson(deps, 'exportPerson', tenant, person);
  const { live } = person;
  const now = deps.clock();
  return {
    connector: tenant.connector,
    tenant: tenant.name,
    at: now.toISOString(),
    ids: [...person.ids],
    names: [...person.names.values()],
    user: live && (await readResource(deps, tenant, 'Users', live.id, origin)),
    groups: live === undefined ? [] : await groupsOf(deps, tenant, live.id),
    referredToBy: live === undefined ? [] : await referrersOf(deps, tenant, person, live.id),
    log: traces.entries,
    quotedIn: traces.quotes,
    events: traces.events.map(showEvent),
    mentionedInEvents: traces.mentioning,
    tokens: [...traces.tokens, ...traces.labelledTokens].map((token) => showToken(token, now)),
    handOvers: traces.labelledHandOvers.map((handOver) => showHandOver(handOver, now)),
    audit: await auditOf(deps, tenant, new Set([...person.ids, ...traces.tokens.map(({ id }) => id)])),
  };
}

/**
 * Whether nothing at all is kept of somebody.
 *
 * @example
 * isNothing(person, await findTraces(deps, tenant, person)); // false
 */
export function isNothing({ live }: Pick<Person, 'live'>, traces: FoundTraces): boolean {
  return live === undefined && Object.values(traces).every((list: readonly unknown[]) => list.length === 0);
}

async function groupsOf(
  { store, ...deps }: AdminDeps,
  tenant: Tenant,
  id: string,
): Promise<readonly StoredMembership[]> {
  if (connectorOf(deps, tenant.connector).groups === undefined) return [];
  return (await store.resources.memberships(tenant.id, [id], 'displayName')).get(id) ?? [];
}

async function referrersOf(
  deps: AdminDeps,
  tenant: Tenant,
  { type }: Person,
  id: string,
): Promise<PersonExport['referredToBy']> {
  const connector = connectorOf(deps, tenant.connector);
  const { referrers } = await findReferrers({ connector, tenant, type, id }, deps, MOST_REFERRERS);
  return referrers.map(({ stored, type: of }) => ({ type: of.name, id: stored.id }));
}

async function auditOf(
  { store }: AdminDeps,
  { connector, name: tenant }: Tenant,
  ids: ReadonlySet<string>,
): Promise<readonly StoredAuditEntry[]> {
  const found: StoredAuditEntry[] = [];
  for (let before: number | undefined; ;) {
    const page: readonly StoredAuditEntry[] = await store.audit.read({
      connector,
      tenant,
      before,
      limit: PAGE,
    });
    found.push(...page.filter(({ subject }) => subject !== undefined && ids.has(subject)));
    before = page.at(-1)?.seq;
    if (page.length < PAGE) return found.toReversed();
  }
}
