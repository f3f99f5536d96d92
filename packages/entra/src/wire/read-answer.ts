import { isObject, type Json, type JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';

/** A resource of the application, as Entra reads it. */
export interface TargetResource extends JsonObject {
  readonly id: string;
}

/** What Entra makes of the body of an answer: one resource, the hits of a query, or something that it cannot read. */
export type ReadBody<Content> =
  | { readonly kind: 'read'; readonly content: Content }
  | { readonly kind: 'incompatible'; readonly why: string };

/** The values that Entra reads as booleans, wherever they stand in a resource. */
const BOOLEANS = ['active', 'primary'];
const MAX_DEPTH = 20;

/**
 * Reads the answer to a request about one resource.
 *
 * @example
 * readResource('{"userName":"mira"}'); // { kind: 'incompatible', why: 'The resource has no id.' }
 */
export function readResource(body: string): ReadBody<TargetResource> {
  const json = parse(body);
  if (json.kind === 'incompatible') return json;
  return resourceIn(json.content);
}

/**
 * Reads the answer to a query.
 *
 * @example
 * readList('{"totalResults":0}'); // { kind: 'read', content: [] }
 */
export function readList(body: string): ReadBody<readonly TargetResource[]> {
  const json = parse(body);
  if (json.kind === 'incompatible') return json;
  if (!isObject(json.content)) return incompatible('The answer to a query is not a JSON object.');
  const { totalResults, Resources: listed = [] } = json.content;
  if (typeof totalResults !== 'number') return incompatible('The list has no totalResults that is a number.');
  if (!Array.isArray(listed)) return incompatible('The Resources of the list are not an array.');
  if (listed.length === 0 && totalResults > 0)
    return incompatible(`The list says ${totalResults} results and has none.`);
  const found: TargetResource[] = [];
  for (const one of listed as readonly Json[]) {
    const resource = resourceIn(one);
    if (resource.kind === 'incompatible') return resource;
    found.push(resource.content);
  }
  return { kind: 'read', content: found };
}

function parse(body: string): ReadBody<Json> {
  try {
    return { kind: 'read', content: JSON.parse(body) as Json };
  } catch {
    return incompatible(
      body.trim() === '' ? 'The answer has no body.' : 'The body of the answer is not JSON.',
    );
  }
}

function resourceIn(json: Json): ReadBody<TargetResource> {
  if (!isObject(json)) return incompatible('The resource is not a JSON object.');
  const { id } = json;
  if (id === undefined || id === null || id === '') return incompatible('The resource has no id.');
  if (typeof id !== 'string') return incompatible('The id of the resource is not a text.');
  const manager = isObject(json[ENTERPRISE_USER]) ? json[ENTERPRISE_USER]['manager'] : undefined;
  if (typeof manager === 'string') {
    return incompatible('The manager is a text. RFC 7643 has an object, {"value": "…"}.');
  }
  const wrong = textInPlaceOfBoolean(json, 0);
  if (wrong !== undefined) return incompatible(`${wrong} is a text. RFC 7643 has a boolean, true or false.`);
  return { kind: 'read', content: { ...json, id } };
}

/** The name of an attribute that is a text and should be a boolean. */
function textInPlaceOfBoolean(json: Json, depth: number): string | undefined {
  if (depth > MAX_DEPTH || typeof json !== 'object' || json === null) return undefined;
  const wrong = BOOLEANS.find((name) => isObject(json) && typeof json[name] === 'string');
  if (wrong !== undefined) return wrong;
  for (const inner of Object.values(json) as readonly Json[]) {
    const found = textInPlaceOfBoolean(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function incompatible(why: string): { readonly kind: 'incompatible'; readonly why: string } {
  return { kind: 'incompatible', why };
}
