import { ScimError, type ResourceType } from '@scimwright/core';
import { findLookup, findsAtMostOne } from '@scimwright/core/resource';
import type { BoundFilter } from '@scimwright/core/filter';
import type { BoundPath } from '@scimwright/core/schema';
import {
  SearchStopped,
  StoreBusy,
  type FindQuery,
  type Page,
  type KeysetPage,
  type KeysetQuery,
} from '@scimwright/store';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { pathsOf } from './searched-filter.ts';

/** The most values that a search may compare: about what a database does in a second or two. */
const MAX_WORK = 1_000_000;

/** About how many values a comparison looks at in each resource. */
const WORK = { value: 1, list: 3, members: 20, walk: 100 } as const;

/**
 * Finds an index page within limits of work and time, until the client disconnects.
 *
 * @throws ScimError tooMany for a search that would be too much work, or took too long; tooManyRequests while too many
 *   searches of the tenant are waiting
 */
export function findBounded(
  request: Pick<ScimRequest, 'tenant' | 'gone' | 'releasePlace'>,
  query: FindQuery,
  deps: Pick<Deps, 'store'>,
): Promise<Page> {
  return bounded(request, query, deps, (asked) => deps.store.resources.find(request.tenant.id, asked));
}

/**
 * Finds a keyset page within the same limits.
 *
 * @throws ScimError as `findBounded` does
 */
export function boundedKeysetPage(
  request: Pick<ScimRequest, 'tenant' | 'gone' | 'releasePlace'>,
  query: KeysetQuery,
  deps: Pick<Deps, 'store'>,
): Promise<KeysetPage> {
  return bounded(request, query, deps, (asked) => deps.store.resources.keysetPage(request.tenant.id, asked));
}

type Query = Pick<FindQuery, 'type' | 'filter' | 'sort' | 'signal'>;

async function bounded<Asked extends Query, Found>(
  { tenant, gone, releasePlace }: Pick<ScimRequest, 'tenant' | 'gone' | 'releasePlace'>,
  query: Asked,
  { store }: Pick<Deps, 'store'>,
  ask: (asked: Asked) => Promise<Found>,
): Promise<Found> {
  const each = workForEach(query);
  if (each === 0) return ask(query);
  const { type } = query;
  const { total } = await store.resources.find(tenant.id, {
    type,
    filter: undefined,
    startIndex: 1,
    count: 0,
  });
  if (each * total > MAX_WORK) {
    throw new ScimError(
      'tooMany',
      `This search would look at about ${each} values in each of ${total} resources, ${each * total} in total; ${MAX_WORK} are allowed. Use fewer comparisons, or eq on a filterable attribute.`,
    );
  }
  // Searches have a queue of their own.
  releasePlace();
  try {
    return await ask({ ...query, signal: gone() });
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof StoreBusy) {
    return new ScimError(
      'tooManyRequests',
      'Too many searches of this tenant are running. This one was not carried out. Send it again in a moment.',
      { cause: error },
    );
  }
  if (error instanceof SearchStopped) {
    return new ScimError(
      'tooMany',
      'The search took too long and was stopped. Use fewer comparisons, or eq on a filterable attribute.',
      { cause: error },
    );
  }
  return error;
}

/** The values to compare in each resource; 0 when an index answers the query. */
function workForEach({ type, filter, sort }: Query): number {
  const compared = filter === undefined || type.searchedBy === 'indexes' ? 0 : workOf(filter, type);
  return compared + (sort === undefined ? 0 : WORK.value);
}

function workOf(filter: BoundFilter, type: ResourceType): number {
  if (findsAtMostOne(filter, type)) return 0;
  switch (filter.kind) {
    case 'and':
    case 'or':
      return workOf(filter.left, type) + workOf(filter.right, type);
    case 'not':
      return workOf(filter.operand, type);
    default:
      return findLookup(filter, type) === undefined
        ? pathsOf(filter).reduce((sum, path) => sum + workOn(path, type), 0)
        : 0;
  }
}

function workOn({ attribute, sub }: BoundPath, { membership, memberOf }: ResourceType): number {
  if (attribute === membership) return WORK.members;
  // Whether a membership is direct depends on every group of each user.
  if (attribute === memberOf?.attribute) return sub?.name === 'type' ? WORK.walk : WORK.value;
  return attribute.multiValued ? WORK.list : WORK.value;
}
