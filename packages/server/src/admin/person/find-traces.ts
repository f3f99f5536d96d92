import { foldCase, shorten } from '@scimwright/core';
import type {
  StoredEvent,
  StoredHandOver,
  StoredLogEntry,
  StoredToken,
  Tenant,
  Traces,
} from '@scimwright/store';
import { MAX_SUBJECT_LENGTH } from '../../log/log-entry.ts';
import { AdminRefusal, type AdminDeps } from '../admin-deps.ts';
import { allEvents, allLogEntries } from '../read-all.ts';
import type { Person } from './find-person.ts';
import { holdsPerson, mentions } from './person-values.ts';

/** What a tenant keeps of a person besides their resource. */
export interface FoundTraces {
  /** Entries of the log about them, the oldest first. */
  readonly entries: readonly StoredLogEntry[];
  /** Entries about others that quote them, the oldest first. */
  readonly quotes: readonly StoredLogEntry[];
  /** Events about them that hold something of them, in order. */
  readonly events: readonly StoredEvent[];
  /** Events about others that hold something of them, by number. */
  readonly mentioning: readonly number[];
  /** Tokens that name them. */
  readonly tokens: readonly StoredToken[];
  /** Other tokens, and links, whose description or creator names them. */
  readonly labelledTokens: readonly StoredToken[];
  readonly labelledHandOvers: readonly StoredHandOver[];
}

/**
 * Searches everything that a tenant keeps for a person: all events, the log entries that an index finds for them, those of
 * failures and of what was left out, tokens and links.
 */
export async function findTraces(deps: AdminDeps, tenant: Tenant, person: Person): Promise<FoundTraces> {
  const { store } = deps;
  const known = new Set([...person.values.identifiers, ...person.values.labels]);
  const names = (label: { readonly description: string; readonly createdBy: string }): boolean =>
    mentions(label.description, known) || mentions(label.createdBy, known);
  const [tokens, handOvers] = [await store.tokens.list(tenant.id), await store.handOvers.list(tenant.id)];
  const isOf = ({ userId }: StoredToken): boolean => userId !== undefined && person.ids.has(userId);
  return {
    ...(await findInLog(deps, tenant, person, known)),
    ...(await findInEvents(deps, tenant, person)),
    tokens: tokens.filter(isOf),
    labelledTokens: tokens.filter((token) => !isOf(token) && names(token)),
    labelledHandOvers: handOvers.filter(names),
  };
}

/** What to erase of the traces that were found. */
export function tracesIn(found: FoundTraces): Traces {
  const seqs = (all: readonly { readonly seq: number }[]): readonly number[] => all.map(({ seq }) => seq);
  const ids = (all: readonly { readonly id: string }[]): readonly string[] => all.map(({ id }) => id);
  return {
    entries: seqs(found.entries),
    quotes: seqs(found.quotes),
    events: [...seqs(found.events), ...found.mentioning],
    tokens: ids(found.tokens),
    labelledTokens: ids(found.labelledTokens),
    labelledHandOvers: ids(found.labelledHandOvers),
  };
}

/**
 * Whether nothing at all is kept of a person.
 *
 * @example
 * isNothing(person, await findTraces(deps, tenant, person)); // false
 */
export function isNothing({ live }: Pick<Person, 'live'>, traces: FoundTraces): boolean {
  return live === undefined && Object.values(traces).every((list: readonly unknown[]) => list.length === 0);
}

/** The refusal where nothing is kept of a person. It does not repeat the name. */
export function nothingKept({ name }: Pick<Tenant, 'name'>): AdminRefusal {
  return new AdminRefusal(
    `The tenant "${name}" keeps nothing of this person: no User of that id or userName, and no trace in log, events, tokens and links. Try an earlier name too, if there is one.`,
    'not-found',
  );
}

async function findInLog(
  { store }: AdminDeps,
  tenant: Tenant,
  person: Person,
  known: ReadonlySet<string>,
): Promise<Pick<FoundTraces, 'entries' | 'quotes'>> {
  const [entries, quotes] = [new Map<number, StoredLogEntry>(), new Map<number, StoredLogEntry>()];
  const sort = (entry: StoredLogEntry): void => {
    if (isAbout(entry, person, known)) entries.set(entry.seq, entry);
    else if (isQuoting(entry, known)) quotes.set(entry.seq, entry);
  };
  const subjects = [...person.names.values()].map((name) => shorten(name, MAX_SUBJECT_LENGTH));
  for (const name of subjects) {
    for await (const entry of allLogEntries(store, tenant, {
      about: { subjects: [name], resourceIds: [name] },
    }))
      sort(entry);
  }
  for (const id of person.ids) {
    for await (const entry of allLogEntries(store, tenant, { about: { subjects: [], resourceIds: [id] } }))
      sort(entry);
  }
  // The entry of a successful request quotes no value: it has only a subject and paths.
  for (const query of [{ status: { from: 400, to: 599 } }, { hasLeftOut: true }] as const) {
    for await (const entry of allLogEntries(store, tenant, query)) sort(entry);
  }
  return { entries: inOrder(entries), quotes: inOrder(quotes) };
}

function inOrder(found: ReadonlyMap<number, StoredLogEntry>): readonly StoredLogEntry[] {
  return [...found.values()].toSorted((one, other) => one.seq - other.seq);
}

/** An entry with the id of another user is about that user, whatever its subject says. */
function isAbout(entry: StoredLogEntry, person: Person, known: ReadonlySet<string>): boolean {
  const { resourceId, resourceType = person.type.name, subject } = entry;
  if (resourceType !== person.type.name) return false;
  if (resourceId !== undefined) return person.ids.has(resourceId) || mentions(resourceId, known);
  if (subject === undefined) return false;
  return known.has(foldCase(subject)) || (subject.length === MAX_SUBJECT_LENGTH && mentions(subject, known));
}

function isQuoting(entry: StoredLogEntry, known: ReadonlySet<string>): boolean {
  const { detail, filter, changed, written, ignored, leftOut } = entry;
  return [detail ?? '', filter ?? '', ...changed, ...written, ...ignored, ...leftOut].some((text) =>
    mentions(text, known),
  );
}

async function findInEvents(
  { store }: AdminDeps,
  tenant: Tenant,
  person: Person,
): Promise<Pick<FoundTraces, 'events' | 'mentioning'>> {
  const events: StoredEvent[] = [];
  const mentioning: number[] = [];
  for await (const event of allEvents(store, tenant)) {
    if (event.resourceType !== person.type.name || !person.ids.has(event.resourceId)) {
      if (holdsPerson(event.data, person)) mentioning.push(event.seq);
      // The event of their deletion has their id alone, and the product has to hear it.
    } else if (Object.keys(event.data).length > 0) events.push(event);
  }
  return { events, mentioning };
}
