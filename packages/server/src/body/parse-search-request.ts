import { isObject, ScimError, type Json, type JsonObject } from '@scimwright/core';
import type { ScimRequest } from '../scim-request.ts';

/** URN of the search request (RFC 7644 §3.4.3). */
export const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

type Read = (value: Json) => string | undefined;

const text: Read = (value) => (typeof value === 'string' ? value : undefined);
const number: Read = (value) => (typeof value === 'number' ? String(value) : undefined);
const list: Read = (value) =>
  Array.isArray(value) && value.every((name) => typeof name === 'string') ? value.join(',') : undefined;

/** The parameters of a search: how to write each as a query parameter, and the remedy when its type is wrong. */
const PARAMETERS: Readonly<Record<string, readonly [read: Read, remedy: string]>> = {
  filter: [text, 'filter must be a string'],
  startIndex: [number, 'startIndex must be a number'],
  count: [number, 'count must be a number'],
  attributes: [list, 'attributes must be an array of strings'],
  excludedAttributes: [list, 'excludedAttributes must be an array of strings'],
  sortBy: [text, 'sortBy must be a string'],
  sortOrder: [text, 'sortOrder must be a string'],
  cursor: [text, 'cursor must be a string'],
};

/**
 * Converts the body of a search to query parameters. Unknown keys are ignored, like unknown parameters.
 *
 * @throws ScimError invalidSyntax that names the wrong part
 *
 * @example
 * parseSearchRequest({ schemas: [SEARCH_REQUEST], attributes: ['userName', 'title'], count: 5 });
 * // { attributes: 'userName,title', count: '5' }
 *
 * @see RFC 7644 §3.4.3
 */
export function parseSearchRequest(body: unknown): ScimRequest['query'] {
  if (!isObject(body)) throw refusal('The body must be a SearchRequest object');
  const lowered = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  if (!listsSearchRequest(lowered.get('schemas'))) throw refusal(`schemas must list ${SEARCH_REQUEST}`);
  const parameters = Object.entries(PARAMETERS).flatMap(([name, [read, remedy]]): [string, string][] => {
    const value = lowered.get(name.toLowerCase());
    if (value === undefined || value === null) return [];
    const written = read(value);
    if (written === undefined) throw refusal(remedy);
    return [[name, written]];
  });
  return Object.fromEntries(parameters);
}

function listsSearchRequest(schemas: Json | undefined): boolean {
  const urns = Array.isArray(schemas) ? (schemas as readonly Json[]) : [];
  return urns.some((urn) => typeof urn === 'string' && urn.toLowerCase() === SEARCH_REQUEST.toLowerCase());
}

function refusal(problem: string): ScimError {
  return new ScimError('invalidSyntax', `${problem}.`);
}

/** The JSON Schema of a search. */
export const searchSchema: JsonObject = {
  description: 'A query as a body, which keeps its operands out of logs of URLs.',
  type: 'object',
  required: ['schemas'],
  properties: {
    schemas: { type: 'array', items: { type: 'string' }, contains: { const: SEARCH_REQUEST } },
    filter: { type: ['string', 'null'] },
    startIndex: { type: ['integer', 'null'] },
    count: { type: ['integer', 'null'] },
    attributes: { type: ['array', 'null'], items: { type: 'string' } },
    excludedAttributes: { type: ['array', 'null'], items: { type: 'string' } },
    sortBy: { type: ['string', 'null'] },
    sortOrder: { type: ['string', 'null'] },
    cursor: {
      description:
        'Empty for the first cursor page; then the nextCursor of the previous page, with everything else unchanged.',
      type: ['string', 'null'],
    },
  },
  examples: [{ schemas: [SEARCH_REQUEST], count: 10 }],
};
