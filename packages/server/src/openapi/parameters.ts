import type { JsonObject } from '@scimwright/core';
import { lookupPaths } from '@scimwright/core/resource';
import type { Limits } from '../limits.ts';
import { anyCase } from './any-case.ts';
import type { DescribedType } from './described-type.ts';

type Place = 'path' | 'query' | 'header';

function parameter(place: Place, name: string, description: string, schema: JsonObject): JsonObject {
  return { name, in: place, required: place === 'path', description, schema };
}

const text: JsonObject = { type: 'string' };
const wholeNumber: JsonObject = { type: 'integer' };

/** The id of a resource, a resource type or a schema. */
export const idParameter: JsonObject = parameter('path', 'id', 'Its id.', text);

/** The precondition of a write (RFC 7644 §3.14). */
export const ifMatchParameter: JsonObject = parameter(
  'header',
  'If-Match',
  'The ETags of the versions that may be changed, or * for any. Without it, the last write wins.',
  { type: 'string', examples: ['W/"1"'] },
);

/** The precondition of a read. */
export const ifNoneMatchParameter: JsonObject = parameter(
  'header',
  'If-None-Match',
  'The ETags of the versions that you have. If the resource still has one of them, the response is 304.',
  { type: 'string', examples: ['W/"1"'] },
);

/** Which attributes a response contains (RFC 7644 §3.9). */
export const projectionParameters: readonly JsonObject[] = [
  parameter('query', 'attributes', 'The attributes to return, separated by commas.', text),
  parameter(
    'query',
    'excludedAttributes',
    'The attributes to omit, separated by commas. Do not combine it with attributes.',
    text,
  ),
];

/**
 * Which resources a query finds, and which page of them it returns (RFC 7644 §3.4.2, RFC 9865 §2).
 *
 * @param says - describes the filters that are supported
 */
export function pageParameters(
  says: string,
  { pageSize, maxPageSize }: Limits,
  example?: string,
): readonly JsonObject[] {
  return [
    parameter('query', 'filter', says, { ...text, ...(example !== undefined && { examples: [example] }) }),
    parameter('query', 'startIndex', 'The place of the first resource to return, from 1.', {
      ...wholeNumber,
      default: 1,
    }),
    parameter('query', 'count', `How many resources to return, at most ${maxPageSize}; 0 only counts them.`, {
      ...wholeNumber,
      default: pageSize,
    }),
    parameter(
      'query',
      'cursor',
      'For cursor pages: empty for the first page, then the nextCursor of the previous page, with everything else unchanged. Do not combine it with startIndex.',
      text,
    ),
    ...projectionParameters,
  ];
}

/** The order of the resources (RFC 7644 §3.4.2.3). */
const sortParameters: readonly JsonObject[] = [
  parameter(
    'query',
    'sortBy',
    'The attribute to sort by. Resources without a value are last, or first in descending order.',
    text,
  ),
  parameter('query', 'sortOrder', 'The direction of the order.', {
    ...text,
    pattern: anyCase('ascending', 'descending'),
    default: 'ascending',
  }),
];

/** The parameters of a query for one type, with the filters that it supports. */
export function queryParameters({ profile: { type }, limits }: DescribedType): readonly JsonObject[] {
  const paths = lookupPaths(type);
  const [, path] = paths;
  const example = path && `${path} eq "…"`;
  if (type.searchedBy === 'everything') {
    const says = 'Any filter of RFC 7644 §3.4.2.2, over every attribute.';
    return [...pageParameters(says, limits, example), ...sortParameters];
  }
  const says = `Comparisons by eq on ${paths.join(', ')}, alone or joined by and and or.`;
  return pageParameters(says, limits, example);
}
