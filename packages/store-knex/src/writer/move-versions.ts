import type { Tx } from '../in-transaction.ts';

/** How far the version of a resource moves because memberships of it changed. */
export interface Move {
  readonly tenant: string;
  readonly id: string;
  readonly by: number;
  readonly modified: string;
}

/**
 * Moves the versions of groups on whose members changed, relative to what they are.
 *
 * @example
 * await moveVersions(tx, [{ tenant, id: 'g1', by: 1, modified: '2026-01-31T12:00:00.000Z' }]);
 */
export async function moveVersions({ run, valueRows }: Tx, moves: readonly Move[]): Promise<void> {
  const rows = moves.map(({ tenant, id, by, modified }) => [tenant, id, by, modified]);
  for (const { sql, bindings, narrow } of valueRows(['text', 'text', 'integer', 'text'], rows)) {
    const near = narrow(['resources.tenant_id', 'resources.id']);
    await run(
      `with v (tenant_id, id, moved, modified) as (${sql})
       update resources set version = resources.version + v.moved, modified = v.modified from v
       where resources.tenant_id = v.tenant_id and resources.id = v.id and ${near.sql}`,
      [...bindings, ...near.bindings],
    );
  }
}
