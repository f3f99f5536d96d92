import type { Connector } from '@scimwright/connector-kit';
import type { ResourceType } from '@scimwright/core';
import type { Store } from '@scimwright/store';
import {
  changedSince,
  hashDefinition,
  isNothing,
  readNote,
  sharedParts,
  type Changed,
  type DefinitionNote,
  type Position,
} from './definition-note.ts';

/**
 * For how long after a definition changed every starting host reindexes again: a host of the older version may have written until it
 * was stopped for this one.
 */
const ROLLING_MS = 86_400_000;

/** A resource type of a connector to reindex. */
export interface ReindexTask {
  readonly connector: string;
  readonly type: ResourceType;
  /** What is held back until a tenant is done. */
  readonly changed: Changed;
  /** Where another start left off; undefined for the front. */
  readonly from: Position | undefined;
  /** Notes how far it is; nothing when resources are looked at once more. */
  readonly note: (at: Position) => Promise<void>;
  /** Notes that all resources follow the definition. */
  readonly finish: () => Promise<void>;
}

interface PlanDeps {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants' | 'definitions'>;
  readonly clock: () => Date;
}

/**
 * Finds the resource types whose connector defines indexes or searches in another way than the stored resources follow, and notes in
 * the database that their reindexing begins.
 */
export async function planReindexing(deps: PlanDeps): Promise<readonly ReindexTask[]> {
  const tasks: ReindexTask[] = [];
  for (const { id, users, groups, resources } of deps.connectors) {
    for (const { type } of [users, ...(groups === undefined ? [] : [groups]), ...resources]) {
      const task = await taskOf(id, type, deps);
      if (task !== undefined) tasks.push(task);
    }
  }
  return tasks;
}

const nothing = async (): Promise<void> => undefined;

async function taskOf(
  connector: string,
  type: ResourceType,
  { store: { tenants, definitions }, clock }: PlanDeps,
): Promise<ReindexTask | undefined> {
  const { definition, parts } = hashDefinition(type);
  const known = await definitions.get(connector, type.name);
  const noted = known && readNote(known);
  const now = clock();
  const since = known === undefined ? now.toISOString() : known.since;
  const set = (of: string, from: string, note: DefinitionNote): Promise<void> =>
    definitions.set(connector, type.name, { definition: of, since: from, progress: JSON.stringify(note) });

  if (known?.definition === definition) {
    // A host that wrote no notes made all of it.
    const made = noted ?? { definition, parts, changed: changedSince(undefined, parts) };
    if (noted === undefined) await set(definition, since, made);
    const isOld = now.getTime() - Date.parse(since) > ROLLING_MS;
    if (isOld || isNothing(made.changed)) return undefined;
    return { connector, type, changed: made.changed, from: undefined, note: nothing, finish: nothing };
  }

  const resumed = known?.definition === '' && noted?.definition === definition ? noted : undefined;
  const began = resumed === undefined ? now.toISOString() : since;
  const done = (changed: Changed): Promise<void> => set(definition, began, { definition, parts, changed });
  const [tenant] = await tenants.list({ connector, after: undefined, limit: 1 });
  if (tenant === undefined) {
    await done({ indexes: [], document: false });
    return undefined;
  }
  const begun: DefinitionNote = resumed ?? {
    definition,
    parts: sharedParts(noted?.parts, parts),
    changed: changedSince(noted?.parts, parts),
  };
  if (resumed === undefined) await set('', began, begun);
  return {
    connector,
    type,
    changed: begun.changed,
    from: begun.at,
    note: (at) => set('', began, { ...begun, at }),
    finish: () => done(begun.changed),
  };
}
