import { isObject, type Json, type JsonObject } from '@scimwright/core';
import type { BoundRow } from '@scimwright/core/profile';
import { findAttribute, type AttributeType, type Index, type Target } from '@scimwright/core/schema';
import { targetAttribute } from '@scimwright/core/resource';
import { describe, expect, it } from 'vitest';
import { findTarget } from '../sample/find-target.ts';
import { entraBody, sampleOf, type Samples } from '../sample/samples.ts';
import { otherText } from '../sample/other-text.ts';
import { sampleValue, writeTarget } from '../sample/write-target.ts';
import { createResource } from '../serve/create-resource.ts';
import { send, type Answer, type Credentials } from '../serve/send.ts';
import { fillPath } from '../transcript/placeholders.ts';
import type { ConnectorSuite } from './connector-suite.ts';
import { profilesOf, type NamedProfile } from './profiles-of.ts';

/** Values that no resource has. */
const NEVER: Readonly<Record<AttributeType, Json>> = {
  string: 'nobody-9d1c4a7e',
  reference: 'nobody-9d1c4a7e',
  binary: 'bm9ib2R5',
  boolean: false,
  integer: 90_174,
  decimal: 90.174,
  dateTime: '1917-04-09T01:17:04Z',
  complex: null,
};

/** Values for an index that the sample has no value for. */
const MADE_UP: Readonly<Record<AttributeType, readonly [sample: Json, other: Json]>> = {
  string: ['made-up', 'made-up-2'],
  reference: ['made-up', 'made-up-2'],
  binary: ['bWFkZQ', 'dXA'],
  boolean: [true, false],
  integer: [7, 8],
  decimal: [7.5, 8.5],
  dateTime: ['2026-01-31T12:00:00Z', '2026-02-28T12:00:00Z'],
  complex: [null, null],
};

/** A filter that no connector answers: its attribute does not exist. */
const NEVER_ANSWERED = ['shoeSize eq "42"'];

/** Filters that no index answers: any operator but eq. */
const UNINDEXED = ['id sw "1"', 'externalId pr', 'not (id pr)'];

/**
 * Tests that a filter on each filterable attribute finds exactly the one resource, and that an unknown value finds none.
 * Any other filter is refused with the names of the filterable attributes, or answered with `searchedBy: 'everything'`.
 */
export function describeFilters({ connector, samples, withoutOther, server }: ConnectorSuite): void {
  for (const named of profilesOf(connector)) {
    const { kind, collection, profile } = named;
    const { membership } = profile.type;
    // A comparison with true or false does not tell two resources apart.
    const searched = profile.type.indexes.filter(({ target }) => targetAttribute(target).type !== 'boolean');
    // A path without a second value does not tell two resources apart.
    const told = searched.filter(({ path }) => kind !== 'user' || !withoutOther.has(path));
    const paths = ['id', ...searched.map(({ path }) => path), ...(membership ? [membership.name] : [])];
    const answered = new Set([...profile.type.indexes.map(({ path }) => path), ...paths]);
    const rows = profile.rows.filter(({ path, target }) => !answered.has(path) && canEqual(target));
    const unindexed = [...rows.map(equality), ...UNINDEXED];
    const isSearched = profile.type.searchedBy === 'everything';
    const refused = isSearched ? NEVER_ANSWERED : [...unindexed, ...NEVER_ANSWERED];

    const find = (credentials: Credentials, filter: string): Promise<Answer> => {
      const path = fillPath(`${collection}?filter={filter}`, new Map([['filter', filter]]));
      return send(credentials, { method: 'GET', path });
    };
    const sample = (which: 'sample' | 'other'): JsonObject =>
      told.reduce(
        (body, index) => writeTarget(body, index.target, valuesUnder(index, named, samples)[which]),
        entraBody(connector, samples, kind),
      );

    describe(`filters of ${kind}s`, () => {
      for (const index of told) {
        it(`find by ${index.path} exactly the one ${kind} that has the value`, async () => {
          const tenant = await server().openTenant();
          const { id } = await createResource(tenant, collection, sample('sample'));
          await createResource(tenant, collection, sample('other'));
          const value = valuesUnder(index, named, samples).sample;
          const { body } = await find(tenant, `${index.path} eq ${JSON.stringify(value)}`);
          expect(body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
        });
      }

      it(`find by id exactly the one ${kind}`, async () => {
        const tenant = await server().openTenant();
        await createResource(tenant, collection, sample('sample'));
        const { id } = await createResource(tenant, collection, sample('other'));
        const { body } = await find(tenant, `id eq "${id}"`);
        expect(body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
      });

      for (const path of paths) {
        const index = searched.find((one) => one.path === path);
        const nobody = NEVER[index === undefined ? 'string' : targetAttribute(index.target).type];

        it(`by ${path} find nothing if no ${kind} has the value`, async () => {
          const tenant = await server().openTenant();
          await createResource(tenant, collection, sample('sample'));
          const answer = await find(tenant, `${path} eq ${JSON.stringify(nobody)}`);
          expect(answer).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
        });
      }

      it.each(isSearched ? unindexed : [])('like %s are answered without an index', async (filter) => {
        const tenant = await server().openTenant();
        await createResource(tenant, collection, sample('sample'));
        const [found, others] = [await find(tenant, filter), await find(tenant, `not (${filter})`)];
        expect([found.status, others.status]).toEqual([200, 200]);
        expect(totalOf(found) + totalOf(others)).toBe(1);
      });

      for (const filter of refused) {
        it(`like ${filter} are refused, and the refusal names the filterable attributes`, async () => {
          const { status, body } = await find(await server().openTenant(), filter);
          expect({ status, body }).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
          const named = isSearched ? ['shoeSize'] : paths;
          for (const path of named) expect(body).toHaveProperty('detail', expect.stringContaining(path));
        });
      }

      if (membership === undefined) return;

      it(`find by members exactly the ${kind} that has the member`, async () => {
        const tenant = await server().openTenant();
        const member = await createResource(tenant, '/Users', entraBody(connector, samples, 'user'));
        const members = [{ value: member.id }];
        const { id } = await createResource(tenant, collection, { ...sample('sample'), members });
        await createResource(tenant, collection, sample('other'));
        const { body } = await find(tenant, `members eq "${member.id}"`);
        expect(body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
      });
    });
  }
}

/** Whether eq works on a target: a complex attribute needs a `value`. */
function canEqual(target: Target): boolean {
  const { type, subAttributes } = targetAttribute(target);
  return type !== 'complex' || findAttribute(subAttributes, 'value') !== undefined;
}

function totalOf({ body }: Answer): number {
  return isObject(body) ? Number(body['totalResults']) : Number.NaN;
}

function equality({ path, target }: BoundRow): string {
  const { type } = targetAttribute(target);
  return `${path} eq ${type === 'boolean' ? 'true' : JSON.stringify(NEVER[type] ?? 'x')}`;
}

/** The sample's value for an index, and a second value; both are made up if the sample has none. */
function valuesUnder(
  { path, target }: Index,
  { kind, profile }: NamedProfile,
  samples: Samples,
): { readonly sample: Json; readonly other: Json } {
  const [sample, other] = MADE_UP[targetAttribute(target).type];
  const value = sampleValue(sampleOf(samples, kind), findTarget(profile, path) ?? target);
  if (typeof value === 'string' && sample === 'made-up')
    return { sample: value, other: otherText(samples, path, value) };
  return typeof value === typeof sample && value !== undefined && value !== other
    ? { sample: value, other }
    : { sample, other };
}
