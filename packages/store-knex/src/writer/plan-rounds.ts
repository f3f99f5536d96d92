import { rowKey, type Batch, type ChangeOf, type ResourceChange, type Step } from './step.ts';

/** How a step uses something: alone, or together with steps that use it in the same way. */
type Use = 'alone' | 'add' | 'remove' | 'reindex' | 'write';

/**
 * Sorts the changes of batches into rounds of steps that do not conflict, in the order of the batches:
 *
 * - no two steps of a round touch the same resource, except that any number may add members to a group, or remove members
 *   from it, if they only add or only remove and expect no version;
 * - no step of a round frees a unique value that another one takes;
 * - a removal that expects a version shares no round with other removals, which may change that version;
 * - each change of a batch is in a round of its own, so that later changes see earlier ones;
 * - reindexes share rounds with each other only, those of one batch too: which values they free is not known before, and none
 *   needs to see another.
 *
 * @example
 * planRounds([addingU1ToG1, addingU2ToG1]).length; // 1
 */
export function planRounds(batches: readonly Batch[]): readonly (readonly Step[])[] {
  const rounds: Step[][] = [];
  let uses = new Map<string, Use>();
  let open = false;
  for (const batch of batches) {
    const steps = stepsIn(batch);
    const reindexes = steps.every(({ change }) => change.kind === 'reindex');
    for (const [place, step] of steps.entries()) {
      const own = usesOf(step);
      const mayJoin = steps.length === 1 ? open : reindexes && place > 0;
      if (!mayJoin || own.some(([key, use]) => !together(use, uses.get(key)))) {
        rounds.push([]);
        uses = new Map();
      }
      rounds.at(-1)?.push(step);
      for (const [key, use] of own) uses.set(key, use);
      open = steps.length === 1;
    }
  }
  return rounds;
}

function stepsIn(batch: Batch): readonly Step[] {
  return batch.changes.flatMap((change, at) =>
    change.kind === 'event' || change.kind === 'log' ? [] : [{ batch, at, change }],
  );
}

function together(use: Use, other: Use | undefined): boolean {
  return other === undefined || (use === other && use !== 'alone');
}

function usesOf({ batch: { tenant }, change }: Step): readonly (readonly [key: string, use: Use])[] {
  return [
    ['round', change.kind === 'reindex' ? 'reindex' : 'write'],
    [rowKey('resource', tenant, change.id), useOfResource(change)],
    ...(change.kind === 'remove' ? [['removal', useOfRemoval(change)] as const] : []),
    ...usesOfKeys(tenant, change),
  ];
}

function useOfRemoval({ expected }: ChangeOf<'remove'>): Use {
  return expected === undefined ? 'remove' : 'alone';
}

function useOfResource(change: ResourceChange): Use {
  if (change.kind !== 'members' || change.expected !== undefined || change.members.clear) return 'alone';
  const { add, remove, where, next } = change.members;
  // A filter looks at what the other steps of a round change.
  if (where !== undefined || next !== undefined) return 'alone';
  if (add.length > 0 && remove.length > 0) return 'alone';
  return remove.length > 0 ? 'remove' : 'add';
}

function usesOfKeys(tenant: string, change: ResourceChange): readonly (readonly [key: string, use: Use])[] {
  if (change.kind === 'members' || change.kind === 'remove') return [];
  const { add, drop } = change.kind === 'update' ? change.entries : { add: change.entries, drop: [] };
  const keyed = (entries: typeof add, use: Use) =>
    entries
      .filter(({ unique }) => unique)
      .map(({ path, key }) => [rowKey('key', tenant, change.type, path, key), use] as const);
  return [...keyed(add, 'add'), ...keyed(drop, 'remove')];
}
