import type { StoredAuditEntry, StoredMembership, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { findReferrers } from '../../operations/find-referrers.ts';
import { connectorOf, type AdminDeps } from '../admin-deps.ts';
import { auditEntry } from '../audit.ts';
import { showEvent, shownEvent } from '../events.ts';
import { count, texts, time } from '../fields.ts';
import { logEntry } from '../find-log.ts';
import { readResource, wholeResource } from '../resources.ts';
import { showHandOver, shownHandOver } from '../show-hand-over.ts';
import { showToken, shownToken } from '../show-token.ts';
import { auditPerson } from './audit-person.ts';
import { findPerson, type Person } from './find-person.ts';
import { findTraces, isNothing, nothingKept } from './find-traces.ts';

/** Everything that a tenant keeps of one person. */
export const personExport = z.strictObject({
  connector: z.string(),
  tenant: z.string(),
  at: time,
  ids: texts.describe('The ids they have or had; what they were asked for by may be among them.'),
  names: texts.describe('The names they have or had.'),
  user: wholeResource.optional().describe('The user as Entra sees it; absent when they are gone.'),
  groups: z
    .array(z.strictObject({ group: z.string(), label: z.string().optional(), isDirect: z.boolean() }))
    .readonly()
    .describe('The groups they are in, directly or through other groups.'),
  referredToBy: z
    .array(z.strictObject({ type: z.string(), id: z.string() }))
    .readonly()
    .describe(
      'The resources that refer to them, such as those whose manager they are; by id, as the names are not theirs.',
    ),
  log: z.array(logEntry).readonly().describe('Log entries about them, the oldest first.'),
  quotedIn: z.array(logEntry).readonly().describe('Log entries about others that quote them.'),
  events: z.array(shownEvent).readonly().describe('Events about them.'),
  mentionedInEvents: z
    .array(count)
    .readonly()
    .describe('The `seq` of events about others that hold something of them.'),
  tokens: z
    .array(shownToken)
    .readonly()
    .describe('Tokens that name them, and tokens with their name in description or creator.'),
  handOvers: z.array(shownHandOver).readonly().describe('Links with their name in description or creator.'),
  audit: z.array(auditEntry).readonly().describe('What administrators did about them.'),
});

/** Everything that a tenant keeps of one person. */
export type PersonExport = z.infer<typeof personExport>;

/** How many resources that refer to a person are named. */
const MAX_REFERRERS = 1_000;

/** How many entries of the audit trail are read at a time. */
const PAGE = 500;

/**
 * Collects everything that a tenant keeps of one person.
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
  const { referrers } = await findReferrers({ connector, tenant, type, id }, deps, MAX_REFERRERS);
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
