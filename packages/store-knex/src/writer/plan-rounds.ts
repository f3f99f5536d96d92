import { rowKey } from './row-key.ts';
import type { Batch, ResourceChange, Step } from './step.ts';

/** How a step uses something: alone, or together with others that use it in the same way. */
type Use = 'alone' | 'add' | 'remove';

/**
 * Sorts the changes of batches into rounds whose steps do not get in each other's way, in the order of the batches:
 *
 * - two steps of a round never touch the same resource, except that any number may add members to a group, or remove
 *   members from it, as long as they only add or only remove and expect no version;
 * - a unique key is not freed by one step and taken by another of the same round;
 * - a batch with several changes of resources has each in a round of its own, so that later ones see earlier ones.
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
    for (const step of steps) {
      const own = usesOf(step);
      if (!open || steps.length > 1 || own.some(([key, use]) => !together(use, uses.get(key)))) {
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
  return [[rowKey('resource', tenant, change.id), useOfResource(change)], ...usesOfKeys(tenant, change)];
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
  if (change.kind !== 'create' && change.kind !== 'update') return [];
  const { add, drop } = change.kind === 'update' ? change.entries : { add: change.entries, drop: [] };
  const keyed = (entries: typeof add, use: Use) =>
    entries
      .filter(({ unique }) => unique)
      .map(({ path, key }) => [rowKey('key', tenant, change.type, path, key), use] as const);
  return [...keyed(add, 'add'), ...keyed(drop, 'remove')];
}
