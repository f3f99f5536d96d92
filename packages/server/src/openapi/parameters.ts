import { lookupPaths, type JsonObject } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import { anyCase } from './any-case.ts';
import type { DescribedType } from './subject.ts';

type Place = 'path' | 'query' | 'header';

function parameter(place: Place, name: string, description: string, schema: JsonObject): JsonObject {
  return { name, in: place, required: place === 'path', description, schema };
}

const text: JsonObject = { type: 'string' };
const wholeNumber: JsonObject = { type: 'integer' };

/** The id of a resource, or the name of what discovery shows. */
export const idParameter: JsonObject = parameter('path', 'id', 'Its id.', text);

/** The precondition of a write (RFC 7644 §3.14). */
export const ifMatchParameter: JsonObject = parameter(
  'header',
  'If-Match',
  'The versions of which the resource must have one, as ETags, or * for any. Left out, the last write wins.',
  { type: 'string', examples: ['W/"1"'] },
);

/** The precondition of a read. */
export const ifNoneMatchParameter: JsonObject = parameter(
  'header',
  'If-None-Match',
  'The versions that are known, as ETags: where the resource has one of them, the answer is 304.',
  { type: 'string', examples: ['W/"1"'] },
);

/** Which attributes an answer shows (RFC 7644 §3.9). */
export const projectionParameters: readonly JsonObject[] = [
  parameter('query', 'attributes', 'The attributes to show, with commas between them.', text),
  parameter(
    'query',
    'excludedAttributes',
    'The attributes to leave out, with commas between them; not together with attributes.',
    text,
  ),
];

/**
 * Which resources a query finds, and which page of them it shows (RFC 7644 §3.4.2, RFC 9865 §2).
 *
 * @param says - what the filter may be
 *
 * @example
 * pageParameters('Comparisons by eq.', defaultLimits).map(({ name }) => name);
 */
export function pageParameters(
  says: string,
  { pageSize, mostPageSize }: Limits,
  example?: string,
): readonly JsonObject[] {
  return [
    parameter('query', 'filter', says, { ...text, ...(example !== undefined && { examples: [example] }) }),
    parameter('query', 'startIndex', 'The place of the first to show, from 1.', {
      ...wholeNumber,
      default: 1,
    }),
    parameter('query', 'count', `How many to show, at most ${mostPageSize}; 0 counts only.`, {
      ...wholeNumber,
      default: pageSize,
    }),
    parameter(
      'query',
      'cursor',
      'Pages by cursor: empty for the first, then the nextCursor of the page before, all else unchanged; not together with startIndex.',
      text,
    ),
    ...projectionParameters,
  ];
}

/** In which order it shows them (RFC 7644 §3.4.2.3). */
const sortParameters: readonly JsonObject[] = [
  parameter(
    'query',
    'sortBy',
    'The attribute to sort by; who has no value is last, or first in descending.',
    text,
  ),
  parameter('query', 'sortOrder', 'Upwards or downwards.', {
    ...text,
    pattern: anyCase('ascending', 'descending'),
    default: 'ascending',
  }),
];

/**
 * The same for the resources of a type, which says what its filters may compare.
 *
 * @example
 * queryParameters(describedType(connector.users, subject)).map(({ name }) => name);
 */
export function queryParameters({ profile: { type }, limits }: DescribedType): readonly JsonObject[] {
  const paths = lookupPaths(type);
  const [, path] = paths;
  const example = path && `${path} eq "…"`;
  if (type.searchedBy === 'everything') {
    const says = 'A filter over every attribute, as RFC 7644 §3.4.2.2 has it.';
    return [...pageParameters(says, limits, example), ...sortParameters];
  }
  const says = `Comparisons by eq of ${paths.join(', ')}, alone or joined by and and or.`;
  return pageParameters(says, limits, example);
}
