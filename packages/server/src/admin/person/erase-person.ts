import { openReading, ScimError } from '@scimwright/core';
import type { Tenant, Vacuumed } from '@scimwright/store';
import { remove } from '../../operations/remove.ts';
import type { OneResourceRequest } from '../../scim-request.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from '../admin-deps.ts';
import { auditPerson } from './audit-person.ts';
import { isNothing } from './export-person.ts';
import { findPerson, userNamed, type Person } from './find-person.ts';
import { findTraces, tracesIn } from './find-traces.ts';
import { nothingKept } from './nothing-kept.ts';

/** What came of erasing a person. */
export interface ErasedPerson {
  /** The ids they had; what they were asked for by may be among them. */
  readonly ids: readonly string[];
  /** Whether the user was there until now. */
  readonly removed: boolean;
  /** Entries of the log that went, and those about others that lost what they quote. */
  readonly logEntries: number;
  readonly quotes: number;
  /** Events that went, or go when they are settled. */
  readonly events: number;
  /** Those of them that the product has not taken yet: they hold what they hold until it has. */
  readonly waitingEvents: number;
  /** Tokens that went; tokens and links whose description and creator went. */
  readonly tokens: number;
  readonly labels: number;
  /** The size of the database before and after it was written anew; undefined where it was not. */
  readonly vacuumed: Vacuumed | undefined;
  /** Whether nothing of it is in the write-ahead log of SQLite any more; a host empties that within the hour. */
  readonly scrubbed: boolean;
  /** Whether a user of that name is there again: Entra has sent them meanwhile. */
  readonly isThereAgain: boolean;
}

/**
 * Erases a person from a tenant: the user, with the event that tells the product, and what log, events, tokens and links keep
 * of them. When it breaks off, it can be done again; of somebody whom Entra deleted long ago, it takes the traces out.
 *
 * @param who - an id or a `userName`
 * @param options.isConfirmed - whether it is really meant
 * @param options.vacuums - whether the files of the database are written anew, without which some bytes may stay in them; nothing
 * can be stored meanwhile
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
  if (!isConfirmed) throw unconfirmed(tenant);
  const person = await findPerson(deps, tenant, who);
  if (person.live === undefined && isNothing(person, await findTraces(deps, tenant, person))) {
    throw nothingKept(tenant);
  }
  const removed = await removeUser(deps, tenant, person);
  // Once more: removing them left an entry and an event.
  const found = await findTraces(deps, tenant, person);
  const { since, last } = await store.listeners.read();
  const waitingEvents = await store.erasure.erase(
    tenant.id,
    tracesIn(found),
    since === undefined || last !== undefined,
  );
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

function unconfirmed({ name }: Tenant): AdminRefusal {
  return new AdminRefusal(
    `This erases the person from the tenant "${name}", with all that log, events and tokens keep of them, for good. In Entra take them out of scope first, or it sends them again. Confirm it with "confirm": true.`,
  );
}

/** As a client would: who refers to them is changed, and the product hears of it. */
async function removeUser(deps: AdminDeps, tenant: Tenant, { live, type }: Person): Promise<boolean> {
  if (live === undefined) return false;
  const connector = connectorOf(deps, tenant.connector);
  const request: OneResourceRequest = {
    connector,
    tenant,
    settings: connector.readSettings(tenant.settings),
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
    parseContext: openReading(),
  };
  try {
    await remove(request, { ...deps, inTurn: (_, work) => work() });
    return true;
  } catch (error) {
    // Somebody else did it in this moment.
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
