import type { Change, LogEntry, StoredEvent, StoredHandOver, StoredToken, Traces } from '@scimwright/store';
import { ERASED } from '@scimwright/store/engine';
import { describe, expect, it } from 'vitest';
import { tenantNamed, type TenantScope, type NewTenantScope } from '../tenant-scope.ts';
import { AT, event, LATER, logEntry } from '../sample/sample.ts';

const logged = (requestId: string, more: Partial<LogEntry>): Change => ({
  kind: 'log',
  entry: logEntry(requestId, more),
});

const nothing: Traces = {
  entries: [],
  quotes: [],
  events: [],
  tokens: [],
  labelledTokens: [],
  labelledHandOvers: [],
};

/** An erasure removes the named rows of one tenant, and nothing else. */
export function describeErasure(make: NewTenantScope): void {
  describe('erasing traces', () => {
    it('removes log entries, and clears the quotes in others', async () => {
      const [scope, other] = [make(), make()];
      const quoting = {
        detail: 'ada',
        changed: ['ada'],
        written: ['ada'],
        ignored: ['ada'],
        leftOut: ['ada'],
        filter: 'ada',
        status: 400,
      };
      await scope.commit(...[1, 2, 3].map((at) => logged(`r${at}`, { ...quoting, subject: `s${at}` })));
      await other.commit(logged('r1', quoting));
      const [third, second, first] = await scope.log();
      const [theirs] = await other.log();
      const [entries, quotes] = [[first?.seq ?? 0, theirs?.seq ?? 0], [second?.seq ?? 0]];
      expect(await scope.store.erasure.erase(scope.tenant, { ...nothing, entries, quotes }, true)).toBe(0);
      expect(await scope.log()).toEqual([
        third,
        {
          ...second,
          detail: undefined,
          changed: [],
          written: [],
          ignored: [],
          leftOut: [],
          filter: undefined,
        },
      ]);
      expect(await other.log()).toEqual([theirs]);
      const about = { subjects: ['s1'], resourceIds: [] };
      expect((await scope.store.log.read(scope.tenant, { about, limit: 9 })).entries).toEqual([]);
    });

    it('removes settled events, and empties the others when they are settled, in order until then', async () => {
      const scope = make();
      await scope.commit(event('settled'), event('waits'), event('waits'), event('stays'));
      const [first, second, third, fourth] = await scope.events();
      await skip(scope, first);
      const events = [first, second, third].map((one) => one?.seq ?? 0);
      expect(await scope.store.erasure.erase(scope.tenant, { ...nothing, events }, true)).toBe(2);
      expect(await scope.events()).toEqual([second, third, fourth]);
      await skip(scope, second);
      await skip(scope, fourth);
      expect(await scope.events()).toEqual([{ ...second, data: {} }, third, fourth]);
      expect(await scope.store.erasure.erase(scope.tenant, { ...nothing, events }, true)).toBe(1);
      expect(await scope.events()).toEqual([third, fourth]);
    });

    it('removes waiting events if no host listens, and only those of its tenant', async () => {
      const [scope, other] = [make(), make()];
      await scope.commit(event('u1'), event('u2'));
      await other.commit(event('u1'));
      const [mine, stays] = await scope.events();
      const [theirs] = await other.events();
      const events = [mine?.seq ?? 0, theirs?.seq ?? 0];
      expect(await scope.store.erasure.erase(scope.tenant, { ...nothing, events }, false)).toBe(0);
      expect(await scope.events()).toEqual([stays]);
      expect(await other.events()).toEqual([theirs]);
    });

    it('removes tokens, and clears names in other tokens and in links', async () => {
      const { store } = make();
      const [mine, other] = [tenantNamed('erasure'), tenantNamed('erasure-other')];
      await store.tenants.create(mine);
      await store.tenants.create(other);
      const issue = (token: StoredToken) => store.tokens.issue(token, { max: 9, overlapUntil: undefined });
      const tokens = [tokenOf(mine.id, 'e1', 'u1'), tokenOf(mine.id, 'e2'), tokenOf(mine.id, 'e3')];
      const theirs = tokenOf(other.id, 'e4', 'u1');
      for (const token of [...tokens, theirs]) await issue(token);
      const link = linkOf(mine.id, 'e5');
      await store.handOvers.create(link);
      const traces = {
        ...nothing,
        tokens: ['e1', 'e4'],
        labelledTokens: ['e2', 'e4'],
        labelledHandOvers: ['e5'],
      };
      await store.erasure.erase(mine.id, traces, true);
      const labels = { description: ERASED, createdBy: ERASED };
      expect(await store.tokens.list(mine.id)).toEqual([tokens[2], { ...tokens[1], ...labels }]);
      expect(await store.tokens.list(other.id)).toEqual([theirs]);
      expect(await store.handOvers.list(mine.id)).toEqual([{ ...link, ...labels }]);
    });
  });
}

async function skip({ store, tenant }: TenantScope, one: StoredEvent | undefined): Promise<void> {
  await store.outbox.skip(tenant, one?.seq ?? 0, LATER);
}

function tokenOf(tenant: StoredToken['tenant'], id: string, userId?: string): StoredToken {
  return {
    id,
    tenant,
    hash: `erasure-${id}`,
    description: 'of ada',
    scope: 'Scim',
    userId,
    createdBy: 'ada',
    created: AT,
    expires: undefined,
    lastUsed: undefined,
    revoked: undefined,
  };
}

function linkOf(tenant: StoredHandOver['tenant'], id: string): StoredHandOver {
  return {
    id,
    tenant,
    hash: `erasure-${id}`,
    description: 'of ada',
    createdBy: 'ada',
    created: AT,
    expires: LATER,
    redeemed: undefined,
    tokenId: undefined,
    withdrawn: undefined,
  };
}
