import type { Store } from '@scimwright/store';
import { afterAll, beforeAll, describe } from 'vitest';
import { benchOf, tenantNamed, type MakeBench } from './describe-store-bench.ts';
import { describeAudit } from './describe-store-audit.ts';
import { describeBatches } from './describe-store-batches.ts';
import { describeClock } from './describe-store-clock.ts';
import { describeDelivery } from './describe-store-delivery.ts';
import { describeDerivations } from './describe-store-derivations.ts';
import { describeErasure } from './describe-store-erasure.ts';
import { describeFind } from './describe-store-find.ts';
import { describeHandOvers } from './describe-store-hand-overs.ts';
import { describeListeners } from './describe-store-listeners.ts';
import { describeLog } from './describe-store-log.ts';
import { describeMembers } from './describe-store-members.ts';
import { describeGroupFilters, describeMemberships } from './describe-store-memberships.ts';
import { describeOutbox } from './describe-store-outbox.ts';
import { describePortions } from './describe-store-portions.ts';
import { describeRemoval } from './describe-store-removal.ts';
import { describeSearch } from './describe-store-search.ts';
import { describeSort } from './describe-store-sort.ts';
import { describeSweep } from './describe-store-sweep.ts';
import { describeTenants } from './describe-store-tenants.ts';
import { describeTokens } from './describe-store-tokens.ts';
import { describeUniqueness } from './describe-store-uniqueness.ts';
import { describeVersions } from './describe-store-versions.ts';
import { describeWalk } from './describe-store-walk.ts';

/** A store with nothing in it, and what lets it go. */
export interface OpenedStore {
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * The contract of the storage ports. Every implementation runs it; one store serves all of its tests, each of which
 * works in a tenant of its own.
 *
 * @example
 * describeStore('the store in memory', async () => {
 *   const store = memoryStore();
 *   return { store, close: () => store.close() };
 * });
 */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name}`, () => {
    let opened: OpenedStore | undefined;
    let benches = 0;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened?.close();
    });
    const bench: MakeBench = () => {
      if (opened === undefined) throw new Error('A bench can be had inside a test only.');
      benches += 1;
      return benchOf(opened.store, tenantNamed(`bench-${benches}`).id);
    };
    describeBatches(bench);
    describeVersions(bench);
    describeUniqueness(bench);
    describeMembers(bench);
    describeMemberships(bench);
    describeRemoval(bench);
    describeFind(bench);
    describeSearch(bench);
    describeGroupFilters(bench);
    describeSort(bench);
    describeWalk(bench);
    describePortions(bench);
    describeOutbox(bench);
    describeDelivery(bench);
    describeDerivations(bench);
    describeLog(bench);
    describeTokens(bench);
    describeHandOvers(bench);
    describeTenants(bench);
    describeSweep(bench);
    describeAudit(bench);
    describeClock(bench);
    describeListeners(bench);
    describeErasure(bench);
  });
}
