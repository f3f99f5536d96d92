import {
  findLookup,
  findsOneAtMost,
  ScimError,
  type BoundFilter,
  type BoundPath,
  type ResourceType,
} from '@scimwright/core';
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

/** So many values a search may look at: about what a database does in a second or two. */
const MOST_WORK = 1_000_000;

/** How many values a comparison looks at of each resource, about. */
const WORK = { value: 1, list: 3, members: 20, walk: 100 } as const;

/**
 * Finds a page, for a client that may go away, in a bounded time.
 *
 * @throws ScimError tooMany for a search that would take too much work, or took too long; tooManyRequests while too many
 *   searches of the tenant wait
 *
 * @example
 * const query = { type: userType, filter: undefined, startIndex: 1, count: 100 };
 * const { total } = await findBounded(request, query, deps);
 */
export function findBounded(
  request: Pick<ScimRequest, 'tenant' | 'gone' | 'giveBack'>,
  query: FindQuery,
  deps: Pick<Deps, 'store'>,
): Promise<Page> {
  return bounded(request, query, deps, (asked) => deps.store.resources.find(request.tenant.id, asked));
}

/**
 * Walks on, in the same bounds.
 *
 * @throws ScimError as `findBounded` does
 *
 * @example
 * const query = { type: userType, filter: undefined, count: 100, isCounted: true };
 * const { items } = await walkBounded(request, query, deps);
 */
export function walkBounded(
  request: Pick<ScimRequest, 'tenant' | 'gone' | 'giveBack'>,
  query: KeysetQuery,
  deps: Pick<Deps, 'store'>,
): Promise<KeysetPage> {
  return bounded(request, query, deps, (asked) => deps.store.resources.keysetPage(request.tenant.id, asked));
}

type Query = Pick<FindQuery, 'type' | 'filter' | 'sort' | 'signal'>;

async function bounded<Asked extends Query, Found>(
  { tenant, gone, giveBack }: Pick<ScimRequest, 'tenant' | 'gone' | 'giveBack'>,
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
  if (each * total > MOST_WORK) {
    throw new ScimError(
      'tooMany',
      `This search would look at about ${each} values of each of ${total} resources, ${each * total} in all; ${MOST_WORK} are allowed. Ask with fewer comparisons, or with eq on an attribute that is filterable.`,
    );
  }
  // Searches wait among themselves.
  giveBack();
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
      'Too many searches of this tenant are under way. Nothing was done; send it again in a moment.',
      { cause: error },
    );
  }
  if (error instanceof SearchStopped) {
    return new ScimError(
      'tooMany',
      'The search took longer than it may and was stopped. Ask with fewer comparisons, or with eq on an attribute that is filterable.',
      { cause: error },
    );
  }
  return error;
}

/** Nothing where an index leads to what is asked for. */
function workForEach({ type, filter, sort }: Query): number {
  const compared = filter === undefined || type.searchedBy === 'indexes' ? 0 : workOf(filter, type);
  return compared + (sort === undefined ? 0 : WORK.value);
}

function workOf(filter: BoundFilter, type: ResourceType): number {
  if (findsOneAtMost(filter, type)) return 0;
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
  // Whether somebody is in a group directly is asked for each person and all of their groups.
  if (attribute === memberOf?.attribute) return sub?.name === 'type' ? WORK.walk : WORK.value;
  return attribute.multiValued ? WORK.list : WORK.value;
}
