import type { LogEntry, LogKey, LogQuery } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { createUser, logEntry } from '../sample/sample.ts';

const timeOf = (hour: number): string => `2026-02-01T0${hour}:00:00.000Z`;

const hour = (at: number, more: Partial<LogEntry> = {}): LogEntry =>
  logEntry(`r${at}`, { at: timeOf(at), ...more });

/** All pages of a query, each as the ids of its requests. Empty pages are left out. */
async function pages(
  { store, tenant }: TenantScope,
  query: Omit<LogQuery, 'before'>,
): Promise<readonly string[]> {
  const seen: string[] = [];
  let before: LogKey | undefined;
  do {
    const { entries, next } = await store.log.read(tenant, { ...query, before });
    expect(entries.length).toBeLessThanOrEqual(query.limit);
    if (entries.length > 0) seen.push(entries.map(({ requestId }) => requestId).join(' '));
    before = next;
  } while (before !== undefined);
  return seen;
}

const ada = { resourceId: 'u1', subject: 'Ada@Contoso.example' };

const sample: readonly LogEntry[] = [
  hour(1, ada),
  hour(2, { ...ada, operation: 'modify', status: 400, leftOut: ['cost center'] }),
  hour(3, { resourceId: 'u1', subject: undefined, operation: 'retrieve', status: 200 }),
  hour(4, { resourceId: undefined, subject: 'ada@contoso.EXAMPLE', status: 409 }),
  hour(5, { resourceId: 'g1', subject: 'Ada', status: 503, operation: 'modify' }),
  hour(6, {
    resourceId: undefined,
    subject: undefined,
    operation: 'query',
    status: 200,
    leftOut: ['userName', 'emails[type eq "work"].value'],
  }),
];

const questions: readonly {
  readonly what: string;
  readonly query: Omit<LogQuery, 'before' | 'limit'>;
  readonly found: string;
}[] = [
  { what: 'everything', query: {}, found: 'r6 r5 r4 r3 r2 r1' },
  {
    what: 'entries about a subject, in any letter case',
    query: { about: { subjects: ['ADA@contoso.example'], resourceIds: [] } },
    found: 'r4 r2 r1',
  },
  {
    what: 'entries about a resource, by its exact id',
    query: { about: { subjects: [], resourceIds: ['u1', 'G1'] } },
    found: 'r3 r2 r1',
  },
  {
    what: 'entries about either, once',
    query: { about: { subjects: ['ada@contoso.example'], resourceIds: ['u1'] } },
    found: 'r4 r3 r2 r1',
  },
  {
    what: 'nothing for an empty list of names and ids',
    query: { about: { subjects: [], resourceIds: [] } },
    found: '',
  },
  { what: 'an operation', query: { operation: 'modify' }, found: 'r5 r2' },
  { what: 'failures', query: { status: { from: 400, to: 599 } }, found: 'r5 r4 r2' },
  { what: 'a class of status', query: { status: { from: 500, to: 599 } }, found: 'r5' },
  { what: 'successes', query: { status: { from: 200, to: 399 } }, found: 'r6 r3 r1' },
  { what: 'entries since a time, that time included', query: { since: timeOf(5) }, found: 'r6 r5' },
  { what: 'entries before a time', query: { until: timeOf(3) }, found: 'r2 r1' },
  { what: 'entries that left something out', query: { hasLeftOut: true }, found: 'r6 r2' },
  {
    what: 'entries since a time that left something out',
    query: { hasLeftOut: true, since: timeOf(3) },
    found: 'r6',
  },
  {
    what: 'failures that left something out',
    query: { hasLeftOut: true, status: { from: 400, to: 599 } },
    found: 'r2',
  },
  {
    what: 'entries about a resource that left something out',
    query: { hasLeftOut: true, about: { subjects: [], resourceIds: ['u1'] } },
    found: 'r2',
  },
  {
    what: 'entries that meet every condition',
    query: {
      about: { subjects: ['ada@contoso.example'], resourceIds: ['g1'] },
      status: { from: 400, to: 499 },
      since: timeOf(2),
      until: timeOf(5),
    },
    found: 'r4 r2',
  },
];

const modified = (resourceId: string | undefined, subject?: string): Partial<LogEntry> => ({
  operation: 'modify',
  resourceId,
  subject,
  status: 200,
});
const failed = { status: 400 };

/** Attempts in order of time, and the request ids of those that are unresolved. */
const attempts: readonly {
  readonly what: string;
  readonly entries: readonly LogEntry[];
  readonly unresolved: string;
}[] = [
  { what: 'no attempt failed', entries: [hour(1, modified('u1'))], unresolved: '' },
  {
    what: 'an attempt failed after one that succeeded',
    entries: [hour(1, modified('u1')), hour(2, { ...modified('u1'), ...failed })],
    unresolved: 'r2',
  },
  {
    what: 'a fault of the host is a failure',
    entries: [hour(1, { ...modified('u1'), status: 503 })],
    unresolved: 'r1',
  },
  {
    what: 'a later attempt about the id succeeded',
    entries: [hour(1, { ...modified('u1'), ...failed }), hour(2, modified('u1', 'ada'))],
    unresolved: '',
  },
  {
    what: 'a later attempt about the name succeeded, in another letter case',
    entries: [hour(1, { ...modified(undefined, 'ADA'), ...failed }), hour(2, modified('u1', 'ada'))],
    unresolved: '',
  },
  {
    what: 'a later success of another user does not count',
    entries: [hour(1, { ...modified('u1', 'ada'), ...failed }), hour(2, modified('u2', 'leila'))],
    unresolved: 'r1',
  },
  {
    what: 'a later read does not count',
    entries: [
      hour(1, { ...modified('u1'), ...failed }),
      hour(2, { ...modified('u1', 'ada'), operation: 'retrieve' }),
    ],
    unresolved: 'r1',
  },
  {
    what: 'a failed read is not an attempt',
    entries: [hour(1, { ...modified('u1'), ...failed, operation: 'retrieve' })],
    unresolved: '',
  },
  {
    what: 'an attempt without a name and an id does not count',
    entries: [hour(1, { ...modified(undefined), ...failed })],
    unresolved: '',
  },
  {
    what: 'each user counts once, by the newest entry, whether by name or by id',
    entries: [
      hour(1, { ...modified(undefined, 'ada'), ...failed }),
      hour(2, { ...modified('u1', 'Ada'), ...failed }),
      hour(3, { ...modified('u1'), ...failed }),
      hour(4, { ...modified('u2'), ...failed }),
      hour(5, { ...modified('u2', 'leila'), ...failed }),
    ],
    unresolved: 'r5 r3',
  },
  {
    what: 'a user that was created, replaced or removed later does not count',
    entries: [
      ...['u1', 'u2', 'u3'].map((id, at) => hour(at, { ...modified(id), ...failed })),
      ...['create', 'replace', 'remove'].map((operation, at) =>
        hour(at + 4, { ...modified(`u${at + 1}`), operation }),
      ),
    ],
    unresolved: '',
  },
];

/** The provisioning log of a tenant. */
export function describeLog(make: NewTenantScope): void {
  describe('the provisioning log', () => {
    it('returns an entry as it was stored, with a batch or by itself', async () => {
      const scope = make();
      const entries = [
        logEntry('r1'),
        logEntry('r2', {
          method: 'GET',
          operation: 'query',
          resourceType: undefined,
          resourceId: undefined,
          subject: undefined,
          status: 400,
          scimType: 'invalidFilter',
          detail: 'nickName is not an attribute that can be filtered here.',
          changed: [],
          written: ['emails[type eq "work"].value', 'cost "center"'],
          ignored: ['nickName'],
          leftOut: ['userName', 'cost "center"'],
          departures: [],
          filter: 'nickName eq …',
        }),
      ] as const;
      await scope.commit(createUser('u1'), { kind: 'log', entry: entries[0] });
      await scope.store.log.append(scope.tenant, [entries[1]]);
      const log = await scope.log();
      expect(log).toEqual([
        { ...entries[1], seq: log[0]?.seq },
        { ...entries[0], seq: log[1]?.seq },
      ]);
    });

    it('is read newest first, page by page', async () => {
      const scope = make();
      await scope.store.log.append(
        scope.tenant,
        ['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => logEntry(id)),
      );
      expect(await pages(scope, { limit: 2 })).toEqual(['r5 r4', 'r3 r2', 'r1']);
      expect(await pages(scope, { limit: 5 })).toEqual(['r5 r4 r3 r2 r1']);
    });

    it('is ordered by time, not by arrival', async () => {
      const scope = make();
      await scope.store.log.append(scope.tenant, [
        hour(3),
        hour(1),
        hour(2),
        hour(2, { requestId: 'again' }),
      ]);
      expect(await pages(scope, { limit: 1 })).toEqual(['r3', 'again', 'r2', 'r1']);
    });

    it.each(questions)('finds $what', async ({ query, found }) => {
      const [scope, other] = [make(), make()];
      await other.store.log.append(other.tenant, sample);
      await scope.store.log.append(scope.tenant, sample);
      for (const limit of [1, 2, 100]) {
        expect((await pages(scope, { ...query, limit })).join(' ').trim()).toBe(found);
      }
    });

    it('finds one entry among many others, in limited steps', async () => {
      const scope = make();
      const many = Array.from({ length: 4_500 }, (_, at) => hour(5, { requestId: `many${at}` }));
      await scope.store.log.append(scope.tenant, [hour(1, { operation: 'remove' }), ...many]);
      const seen = await pages(scope, { operation: 'remove', limit: 10 });
      expect(seen.join(' ').trim()).toBe('r1');
    });

    it('merges entries about a person and about the resource of that person, however many there are', async () => {
      const scope = make();
      const about = (at: number) =>
        at % 3 === 0
          ? { resourceId: undefined, subject: 'ADA' }
          : { resourceId: 'u7', subject: at % 3 === 1 ? 'ada' : undefined };
      const many = Array.from({ length: 7_000 }, (_, at) => logEntry(`r${at}`, about(at)));
      await scope.store.log.append(scope.tenant, many);
      const query = { about: { subjects: ['ada'], resourceIds: ['u7'] }, limit: 1_000 };
      const seen = (await pages(scope, query)).join(' ').trim().split(' ');
      expect(seen).toEqual(many.map(({ requestId }) => requestId).toReversed());
    });

    it.each(attempts)('finds unresolved attempts: $what', async ({ entries, unresolved }) => {
      const [scope, other] = [make(), make()];
      await other.store.log.append(other.tenant, [hour(9, { ...ada, status: 200, operation: 'modify' })]);
      await scope.store.log.append(scope.tenant, entries);
      const found = await scope.store.log.unresolved(scope.tenant, { max: 100 });
      expect(found.entries.map(({ requestId }) => requestId).join(' ')).toBe(unresolved);
      // Each result is a whole entry.
      for (const { seq: _, ...entry } of found.entries) expect(entries).toContainEqual(entry);
      expect(found.isWhole).toBe(true);
    });

    it('looks for unresolved attempts only among the newest failures', async () => {
      const scope = make();
      const fail = (at: number) => hour(at, { ...modified(`u${at}`), status: 400 });
      await scope.store.log.append(scope.tenant, [fail(1), fail(2), fail(3)]);
      const { entries, isWhole } = await scope.store.log.unresolved(scope.tenant, { max: 2 });
      expect(entries.map(({ requestId }) => requestId)).toEqual(['r3', 'r2']);
      expect(isWhole).toBe(false);
    });

    it('finds the only user without a later success among many failures', async () => {
      const scope = make();
      const many = (status: number) =>
        Array.from({ length: 900 }, (_, at) =>
          hour(status === 400 ? 1 : 2, { ...modified(`u${at}`), status }),
        );
      await scope.store.log.append(scope.tenant, [...many(400), ...many(200).slice(1)]);
      const { entries } = await scope.store.log.unresolved(scope.tenant, { max: 1_000 });
      expect(entries.map(({ resourceId }) => resourceId)).toEqual(['u0']);
    });

    it('is counted by status, over the newest entries since a time', async () => {
      const scope = make();
      await scope.store.log.append(scope.tenant, [
        hour(1, { status: 500 }),
        hour(2, { status: 404 }),
        hour(3, { status: 200 }),
        hour(4, { status: 200 }),
      ]);
      const countByStatus = async (from: number, max: number) =>
        Object.fromEntries(await scope.store.log.countByStatus(scope.tenant, { since: timeOf(from), max }));
      expect(await countByStatus(2, 100)).toEqual({ 200: 2, 404: 1 });
      expect(await countByStatus(0, 100)).toEqual({ 200: 2, 404: 1, 500: 1 });
      expect(await countByStatus(0, 3)).toEqual({ 200: 2, 404: 1 });
      expect(await countByStatus(5, 100)).toEqual({});
    });

    it('accepts an empty list of entries', async () => {
      const scope = make();
      await scope.store.log.append(scope.tenant, []);
      expect(await scope.log()).toEqual([]);
    });

    it('loses the entries before a time in every tenant, and no others', async () => {
      const [one, other] = [make(), make()];
      const at = (day: number) => ({ at: `1999-01-0${day}T00:00:00.000Z` });
      await one.store.log.append(
        one.tenant,
        [1, 2, 3].map((day) => logEntry(`r${day}`, at(day))),
      );
      await other.store.log.append(other.tenant, [logEntry('r1', at(1)), logEntry('new')]);
      expect(await one.store.log.prune('1999-01-03T00:00:00.000Z')).toBe(3);
      expect((await one.log()).map(({ requestId }) => requestId)).toEqual(['r3']);
      expect((await other.log()).map(({ requestId }) => requestId)).toEqual(['new']);
      expect(await one.store.log.prune('1999-01-03T00:00:00.000Z')).toBe(0);
    });

    it('loses more entries than one transaction deletes', async () => {
      const scope = make();
      const old = Array.from({ length: 4_500 }, (_, at) =>
        logEntry(`r${at}`, { at: '1998-01-01T00:00:00.000Z' }),
      );
      await scope.store.log.append(scope.tenant, old);
      expect(await scope.store.log.prune('1998-06-01T00:00:00.000Z')).toBe(4_500);
      expect(await scope.log()).toEqual([]);
    });
  });
}
