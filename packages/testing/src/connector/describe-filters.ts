import {
  findAttribute,
  isObject,
  targetAttribute,
  type BoundRow,
  type Index,
  type JsonObject,
  type Target,
} from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import { findTarget } from '../sample/find-target.ts';
import { entraBody, type Samples } from '../sample/samples.ts';
import { sampleValue, writeTarget } from '../sample/write-target.ts';
import { createResource } from '../serve/create-resource.ts';
import { send, type Answer, type Credentials } from '../serve/send.ts';
import { fillPath } from '../transcript/placeholders.ts';
import type { Subject } from './subject.ts';
import { profilesOf, type NamedProfile } from './profiles-of.ts';

const NOBODY = 'nobody-9d1c4a7e';

/** What no connector answers: what it does not have. */
const NEVER_ANSWERED = ['shoeSize eq "42"'];

/** What no index answers: any operator but eq. */
const UNINDEXED = ['id sw "1"', 'externalId pr', 'not (id pr)'];

/**
 * Tests that whatever a connector says can be filtered by finds exactly the one resource, that an unknown value finds
 * none, and that any other filter is refused with the names of those allowed; or answered, where everything is searched.
 *
 * @example
 * describeFilters(subject);
 */
export function describeFilters({ connector, samples, bench }: Subject): void {
  for (const named of profilesOf(connector)) {
    const { kind, collection, profile } = named;
    const { membership } = profile.type;
    // A comparison with true or false does not tell two resources apart.
    const searched = profile.type.indexes.filter(({ target }) => targetAttribute(target).type !== 'boolean');
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
      searched.reduce(
        (body, index) => writeTarget(body, index.target, valuesUnder(index, named, samples)[which]),
        entraBody(connector, samples, kind),
      );

    describe(`filters of ${kind}s`, () => {
      for (const index of searched) {
        it(`find by ${index.path} exactly the one ${kind} that has the value`, async () => {
          const tenant = await bench().openTenant();
          const { id } = await createResource(tenant, collection, sample('sample'));
          await createResource(tenant, collection, sample('other'));
          const value = valuesUnder(index, named, samples).sample;
          const { body } = await find(tenant, `${index.path} eq "${value}"`);
          expect(body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
        });
      }

      it(`find by id exactly the one ${kind}`, async () => {
        const tenant = await bench().openTenant();
        await createResource(tenant, collection, sample('sample'));
        const { id } = await createResource(tenant, collection, sample('other'));
        const { body } = await find(tenant, `id eq "${id}"`);
        expect(body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
      });

      for (const path of paths) {
        it(`by ${path} find nothing for a value that no ${kind} has`, async () => {
          const tenant = await bench().openTenant();
          await createResource(tenant, collection, sample('sample'));
          const answer = await find(tenant, `${path} eq "${NOBODY}"`);
          expect(answer).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
        });
      }

      it.each(isSearched ? unindexed : [])('like %s are answered, though by no index', async (filter) => {
        const tenant = await bench().openTenant();
        await createResource(tenant, collection, sample('sample'));
        const [found, others] = [await find(tenant, filter), await find(tenant, `not (${filter})`)];
        expect([found.status, others.status]).toEqual([200, 200]);
        expect(totalOf(found) + totalOf(others)).toBe(1);
      });

      for (const filter of refused) {
        it(`like ${filter} are refused, and the refusal names what is allowed`, async () => {
          const { status, body } = await find(await bench().openTenant(), filter);
          expect({ status, body }).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
          const named = isSearched ? ['shoeSize'] : paths;
          for (const path of named) expect(body).toHaveProperty('detail', expect.stringContaining(path));
        });
      }

      if (membership === undefined) return;

      it(`find by members exactly the ${kind} that has the member`, async () => {
        const tenant = await bench().openTenant();
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

/** A complex attribute is equal to something where it has a value. */
function canEqual(target: Target): boolean {
  const { type, subAttributes } = targetAttribute(target);
  return type !== 'complex' || findAttribute(subAttributes, 'value') !== undefined;
}

function totalOf({ body }: Answer): number {
  return isObject(body) ? Number(body['totalResults']) : Number.NaN;
}

function equality({ path, target }: BoundRow): string {
  return `${path} eq ${targetAttribute(target).type === 'boolean' ? 'true' : '"x"'}`;
}

/** The value of the sample under an index, and another; one is made up where the sample has none. */
function valuesUnder(
  { path, target }: Index,
  { kind, profile }: NamedProfile,
  samples: Samples,
): { readonly sample: string; readonly other: string } {
  const value = sampleValue(samples[kind], findTarget(profile, path) ?? target);
  const sample = typeof value === 'string' ? value : 'made-up';
  return { sample, other: samples.other[path] ?? `${sample}-2` };
}
