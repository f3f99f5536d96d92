import type { Store } from '@scimwright/store';
import { afterAll, beforeAll, describe } from 'vitest';
import { tenantScope, tenantNamed, type NewTenantScope } from './tenant-scope.ts';
import { describeAudit } from './log/audit.ts';
import { describeBatches } from './commit/batches.ts';
import { describeClock } from './upkeep/clock.ts';
import { describeDelivery } from './events/delivery.ts';
import { describeReindex } from './upkeep/reindex.ts';
import { describeErasure } from './upkeep/erasure.ts';
import { describeFind } from './read/find.ts';
import { describeHandOvers } from './tenants/hand-overs.ts';
import { describeListeners } from './events/listeners.ts';
import { describeLog } from './log/log.ts';
import { describeMembers } from './commit/members.ts';
import { describeGroupFilters, describeMemberships } from './read/memberships.ts';
import { describeOutbox } from './events/outbox.ts';
import { describePortions } from './read/portions.ts';
import { describeRemoval } from './commit/removal.ts';
import { describeSearch } from './read/search.ts';
import { describeSort } from './read/sort.ts';
import { describeSweep } from './upkeep/sweep.ts';
import { describeTenants } from './tenants/tenants.ts';
import { describeTokens } from './tenants/tokens.ts';
import { describeUniqueness } from './commit/uniqueness.ts';
import { describeVersions } from './commit/versions.ts';
import { describeKeysetPages } from './read/keyset-pages.ts';

/** An empty store, and the function that closes it. */
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
    let scopes = 0;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => {
      await opened?.close();
    });
    const scope: NewTenantScope = () => {
      if (opened === undefined) throw new Error('A tenant exists inside a test only.');
      scopes += 1;
      return tenantScope(opened.store, tenantNamed(`contract-${scopes}`).id);
    };
    describeBatches(scope);
    describeVersions(scope);
    describeUniqueness(scope);
    describeMembers(scope);
    describeMemberships(scope);
    describeRemoval(scope);
    describeFind(scope);
    describeSearch(scope);
    describeGroupFilters(scope);
    describeSort(scope);
    describeKeysetPages(scope);
    describePortions(scope);
    describeOutbox(scope);
    describeDelivery(scope);
    describeReindex(scope);
    describeLog(scope);
    describeTokens(scope);
    describeHandOvers(scope);
    describeTenants(scope);
    describeSweep(scope);
    describeAudit(scope);
    describeClock(scope);
    describeListeners(scope);
    describeErasure(scope);
  });
}
