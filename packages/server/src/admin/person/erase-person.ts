import { openParseContext, ScimError } from '@scimwright/core';
import type { Store, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { remove } from '../../operations/remove.ts';
import type { OneResourceRequest } from '../../scim-request.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from '../admin-deps.ts';
import { count, texts } from '../fields.ts';
import { auditPerson } from './audit-person.ts';
import { findPerson, userNamed, type Person } from './find-person.ts';
import { findTraces, isNothing, nothingKept, tracesIn } from './find-traces.ts';

/** What names a person. It stands in the body, because URLs end up in logs. */
export const namedPerson = z.strictObject({
  person: z.string().min(1).max(1_000).describe('The id or the userName of a user, who may be gone.'),
});

/** Who is to be erased. */
export const erasure = namedPerson.extend({
  confirm: z.boolean().default(false).describe('That you really mean it.'),
  vacuum: z
    .boolean()
    .default(true)
    .describe(
      'Whether SQLite rewrites its file, without which some bytes may stay in it; meanwhile nothing can be stored.',
    ),
});

/** What was erased of a person. */
export const erasedPerson = z.strictObject({
  ids: texts.describe('The ids they had; what they were asked for by may be among them.'),
  removed: z.boolean().describe('Whether the user was there until now.'),
  logEntries: count.describe('Log entries about them that were deleted.'),
  quotes: count.describe('Log entries about others that no longer quote them.'),
  events: count.describe('Events that were deleted, or will be once they are delivered.'),
  waitingEvents: count.describe(
    'Those of them that the product has not taken yet; until then they stay as they are.',
  ),
  tokens: count.describe('Tokens that named them, and were deleted.'),
  labels: count.describe('Tokens and links that lost their description and creator.'),
  vacuumed: z
    .strictObject({ before: count, after: count, isScrubbed: z.boolean() })
    .optional()
    .describe('The size of the file in bytes before and after, where it was rewritten.'),
  scrubbed: z.boolean().describe('Whether the write-ahead log of SQLite is empty; if not, within the hour.'),
  isThereAgain: z.boolean().describe('Whether Entra has sent them again meanwhile.'),
});

/** What was erased of a person. */
export type ErasedPerson = z.infer<typeof erasedPerson>;

/**
 * Erases a person from a tenant: the user, with an event for the product, and what log, events, tokens and links keep of
 * them. If it fails halfway, do it again. Of a user whom Entra deleted long ago it erases the traces.
 *
 * @param who - an id or a `userName`
 * @param options.vacuums - whether the files of the database are rewritten, without which some bytes may stay in them;
 * meanwhile nothing can be stored
 * @throws AdminRefusal when it is not confirmed, or nothing is kept
 *
 * @example
 * const { removed } = await erasePerson(deps, tenant, 'ada@contoso.example', { isConfirmed: true, vacuums: true });
 */
export async function erasePerson(
  deps: AdminDeps,
  tenant: Tenant,
  who: string,
  { isConfirmed, vacuums }: { readonly isConfirmed: boolean; readonly vacuums: boolean },
): Promise<ErasedPerson> {
  const { store } = deps;
  if (!isConfirmed) throw new AdminRefusal(`${erases(tenant)} Confirm it with "confirm": true.`);
  const person = await findPerson(deps, tenant, who);
  if (person.live === undefined && isNothing(person, await findTraces(deps, tenant, person))) {
    throw nothingKept(tenant);
  }
  const removed = await removeUser(deps, tenant, person);
  // Once more: removing them left an entry and an event.
  const found = await findTraces(deps, tenant, person);
  const waitingEvents = await store.erasure.erase(tenant.id, tracesIn(found), await mayBeTold(store));
  await auditPerson(deps, 'erasePerson', tenant, person);
  const vacuumed = vacuums ? await store.vacuum() : undefined;
  return {
    ids: [...person.ids],
    removed,
    logEntries: found.entries.length,
    quotes: found.quotes.length,
    events: found.events.length + found.mentioning.length,
    waitingEvents,
    tokens: found.tokens.length,
    labels: found.labelledTokens.length + found.labelledHandOvers.length,
    vacuumed,
    scrubbed: vacuumed?.isScrubbed ?? (await store.scrub()),
    isThereAgain: await isThereAgain(deps, tenant, person),
  };
}

/**
 * What erasing a person means, for a refusal that asks whether you mean it.
 *
 * @example
 * erases({ name: 'contoso' }).startsWith('This erases the person from the tenant "contoso"'); // true
 */
export function erases({ name }: Pick<Tenant, 'name'>): string {
  return `This erases the person from the tenant "${name}", with all that log, events and tokens keep of them, for good. In Entra take them out of scope first, or it sends them again.`;
}

/**
 * Whether the product may receive events: a host with a handler has run, or no host has recorded yet whether it has one.
 *
 * @example
 * await mayBeTold(memoryStore()); // true
 */
export async function mayBeTold({ listeners }: Pick<Store, 'listeners'>): Promise<boolean> {
  const { since, last } = await listeners.read();
  return since === undefined || last !== undefined;
}

/** As a client would: what refers to them is changed, and the event for the product is stored. */
async function removeUser(deps: AdminDeps, tenant: Tenant, { live, type }: Person): Promise<boolean> {
  if (live === undefined) return false;
  const connector = connectorOf(deps, tenant.connector);
  const request: OneResourceRequest = {
    connector,
    tenant,
    settings: connector.parseSettings(tenant.settings),
    base: '',
    requestId: deps.ids(),
    scope: '',
    user: undefined,
    method: 'DELETE',
    operation: 'remove',
    id: live.id,
    type,
    query: {},
    ifMatch: undefined,
    ifNoneMatch: undefined,
    body: undefined,
    gone: () => new AbortController().signal,
    releasePlace: () => undefined,
    parseContext: openParseContext(),
  };
  try {
    await remove(request, { ...deps, inTurn: (_, work) => work() });
    return true;
  } catch (error) {
    // Another request removed them at this moment.
    if (error instanceof ScimError && error.status === 404) return false;
    throw error;
  }
}

async function isThereAgain(deps: AdminDeps, tenant: Tenant, { names, type }: Person): Promise<boolean> {
  for (const name of names.values()) {
    if ((await userNamed(deps, tenant, type, name)) !== undefined) return true;
  }
  return false;
}
