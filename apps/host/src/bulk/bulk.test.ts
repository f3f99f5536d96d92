import { engines } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget } from '../conformance/open-target.fixture.ts';
import { tenantClient, type TenantClient } from '../tenant-client.fixture.ts';
import { withCircles, withoutCircles, type Drawn, type Mood, type Whom } from './drawn-operations.fixture.ts';
import { empty, stateOf } from './tenant-state.fixture.ts';
import { GROUP, meant, USER, writeOperation } from './written-operation.fixture.ts';

const RUNS = Number(process.env['BULK_RUNS'] ?? 8);

interface Result {
  readonly status: string;
  readonly version?: string;
  readonly location?: string;
}

/** A tenant, with the ids of its users and groups. */
interface Furnished {
  readonly tenant: TenantClient;
  readonly ids: ReadonlyMap<string, string>;
}

async function furnish(tenant: TenantClient): Promise<Furnished> {
  const create = async (path: string, body: object): Promise<string> => {
    const answer = await tenant.send('POST', path, body);
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  };
  const ada = await create('/Users', { schemas: [USER], userName: 'ada' });
  const eve = await create('/Users', { schemas: [USER], userName: 'eve' });
  const crew = await create('/Groups', { schemas: [GROUP], displayName: 'crew', members: [{ value: ada }] });
  return { tenant, ids: new Map(Object.entries({ ada, eve, crew })) };
}

const isCreation = (drawn: Drawn | undefined): boolean =>
  drawn?.kind === 'user' || drawn?.kind === 'group' || drawn?.kind === 'nonsense';
const idOfKnown = (whom: Whom, ids: ReadonlyMap<string, string>): string =>
  (whom.kind === 'known' ? ids.get(whom.name) : undefined) ?? 'nobody';

async function sendBulk(
  { tenant, ids }: Furnished,
  all: readonly Drawn[],
  more: object = {},
): Promise<readonly Result[]> {
  const idOf = (whom: Whom): string => (whom.kind === 'made' ? `bulkId:b${whom.at}` : idOfKnown(whom, ids));
  const Operations = all.map((drawn, at) => ({
    ...writeOperation(drawn, idOf),
    ...(isCreation(drawn) && { bulkId: `b${at}` }),
  }));
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
  const answer = await tenant.send('POST', '/Bulk', { schemas, ...more, Operations });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { Operations: readonly Result[] }).Operations;
}

/** Sends the operations one by one: in their order, but each after the operations that it refers to. */
async function sendSingles({ tenant, ids }: Furnished, all: readonly Drawn[]): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const made = new Map<number, string>();
  const idOf = (whom: Whom): string =>
    whom.kind === 'made' ? (made.get(whom.at) ?? '') : idOfKnown(whom, ids);
  const run = async (at: number): Promise<void> => {
    const drawn = all[at];
    if (drawn === undefined || results.has(at)) return;
    const needs = meant(drawn).flatMap((whom) => (whom.kind === 'made' ? [whom.at] : []));
    if (needs.some((need) => !isCreation(all[need]))) {
      results.set(at, { status: '400' });
      return;
    }
    for (const need of needs.toSorted((former, latter) => former - latter)) await run(need);
    if (needs.some((need) => !made.has(need))) {
      results.set(at, { status: '409' });
      return;
    }
    const { method, path, data, version } = writeOperation(drawn, idOf);
    const answer = await tenant.send(
      method,
      path,
      data,
      version === undefined ? {} : { 'If-Match': version },
    );
    const tag = answer.headers.get('ETag') ?? undefined;
    const isMade = answer.status < 300;
    results.set(at, { status: String(answer.status), ...(isMade && tag !== undefined && { version: tag }) });
    const text = await answer.text();
    if (answer.status === 201) made.set(at, (JSON.parse(text) as { id: string }).id);
  };
  for (const at of all.keys()) await run(at);
  return all.flatMap((_, at) => results.get(at) ?? []);
}

const made = (at: number): Whom => ({ kind: 'made', at });
const user = (name: string): Drawn => ({ kind: 'user', name, manager: undefined });
const group = (name: string): Drawn => ({ kind: 'group', name, members: [] });
const shown = (results: readonly Result[]) => results.map(({ status, version }) => ({ status, version }));
const withoutGaps = (results: readonly Result[]) =>
  results.map(({ status, version }) => ({ status, ...(version !== undefined && { version }) }));
const wasDone = ({ status }: Result): boolean => status.startsWith('2');
const isResult = (result: Result | undefined): boolean => result !== undefined && wasDone(result);

describe.each(engines)(
  'a bulk request to the template on $name',
  { timeout: 30_000 + RUNS * 1_000 },
  (engine) => {
    let close: () => Promise<void>;
    let one: TenantClient;
    let other: TenantClient;
    beforeAll(async () => {
      const target = await openTarget(engine);
      close = target.close;
      one = tenantClient(target.tenantUrl, target.secretToken);
      if (target.other === undefined) throw new Error('a second tenant is wanted');
      other = tenantClient(target.other.tenantUrl, target.other.secretToken);
    });
    afterAll(() => close());

    const law = (
      operations: fc.Arbitrary<readonly Drawn[]>,
      holds: (operations: readonly Drawn[]) => Promise<void>,
    ): Promise<void> =>
      fc.assert(
        fc.asyncProperty(operations, async (drawn) => {
          await Promise.all([empty(one), empty(other)]);
          await holds(drawn);
        }),
        { numRuns: RUNS, ...(process.env['BULK_SEED'] && { seed: Number(process.env['BULK_SEED']) }) },
      );

    it('leaves the same resources as its operations sent one by one, with the same results', () =>
      law(withoutCircles('wild'), async (operations) => {
        const results = await sendBulk(await furnish(one), operations);
        const singles = await sendSingles(await furnish(other), operations);
        expect(shown(results)).toEqual(shown(singles));
        expect(await stateOf(one)).toEqual(await stateOf(other));
      }));

    it.each<[how: string, twice: readonly [Drawn, Drawn]]>([
      ['the userName', [user('mira'), user('mira')]],
      ['the displayName', [group('night'), group('night')]],
    ])(
      'gives %s to the earlier of two creates, even if an operation before them refers to the later one first',
      async (_, twice) => {
        await empty(one);
        const both = [made(2), made(1)];
        const results = await sendBulk(await furnish(one), [
          { kind: 'join', group: { kind: 'known', name: 'crew' }, op: 'add', members: both },
          ...twice,
          { kind: 'group', name: 'day', members: [] },
        ]);
        expect(results.map(({ status }) => status)).toEqual(['409', '201', '409', '201']);
      },
    );

    it.each<Mood>(['wild', 'calm'])(
      'with allOrNothing leaves the same resources, or none of them if an operation fails (%s)',
      (mood) =>
        law(withoutCircles(mood), async (operations) => {
          const furnished = await furnish(one);
          const before = await stateOf(one);
          const results = await sendBulk(furnished, operations, { allOrNothing: true });
          const singles = await sendSingles(await furnish(other), operations);
          const isDone = singles.every(wasDone);
          expect(results.map(wasDone)).toEqual(operations.map(() => isDone));
          // A result need not have the version of an unchanged resource.
          expect(isDone ? shown(singles) : []).toMatchObject(isDone ? withoutGaps(results) : []);
          expect(await stateOf(one)).toEqual(isDone ? await stateOf(other) : before);
        }),
    );

    it('with failOnErrors has results only for operations that ran, and no more errors than that', () =>
      law(withoutCircles('wild'), async (operations) => {
        const results = await sendBulk(await furnish(one), operations, { failOnErrors: 2 });
        const errors = results.filter((result) => !wasDone(result)).length;
        expect(
          errors === 2 ? operations.length >= results.length : results.length === operations.length,
        ).toBe(true);
        expect(errors).toBeLessThanOrEqual(2);
      }));

    it.each([false, true])(
      'with circles stores what its results say, and never only part of a circle (allOrNothing: %j)',
      (allOrNothing) =>
        law(withCircles(allOrNothing ? 'calm' : 'wild'), async (operations) => {
          const furnished = await furnish(one);
          const before = await stateOf(one);
          const results = await sendBulk(furnished, operations, { allOrNothing });
          expect(results).toHaveLength(operations.length);
          const isNothing = allOrNothing && !results.every(wasDone);
          expect(isNothing && results.some(wasDone)).toBe(false);
          expect(isNothing ? await stateOf(one) : before).toEqual(before);

          const made = results.flatMap(({ location = '' }, at) =>
            isCreation(operations[at]) ? [location] : [],
          );
          const isKept = operations.every(({ kind }) => kind !== 'delete');
          const paths = made
            .filter((location) => location !== '' && isKept)
            .map((location) => location.replace(one.tenantUrl, ''));
          const answers = await Promise.all(paths.map((path) => one.send('GET', path)));
          expect(answers.filter(({ status }) => status !== 200)).toEqual([]);

          // An operation that succeeded refers only to operations that succeeded, so no circle is incomplete.
          const broken = operations.filter((drawn, at) =>
            meant(drawn).some(
              (whom) => whom.kind === 'made' && isResult(results[at]) && !isResult(results[whom.at]),
            ),
          );
          expect(broken).toEqual([]);
        }),
    );
  },
);
