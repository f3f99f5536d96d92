import type { JsonObject } from '@scimwright/core';
import type { SourceKind, TargetAttribute } from '../mapping/mapping.ts';
import type { ScimRequest } from './scim-request.ts';
import type { WireKnobs } from './wire-knobs.ts';

type QueryKnobs = Pick<WireKnobs, 'quotesOperands' | 'percentEncoding'>;

/** Where users and groups are. */
const endpoints: Readonly<Record<SourceKind, string>> = { User: '/Users', Group: '/Groups' };

/** Entra never asks for members. */
const WITHOUT_MEMBERS = 'excludedAttributes=members';

/**
 * The request by which Entra looks for the object with a matching value. Entra escapes nothing in the value, so that a value with a
 * quote makes a filter that cannot be read.
 *
 * @example
 * matchRequest('User', { path: 'userName' }, 'mira@fjordline.example', entraKnobs).path;
 * // '/Users?filter=userName+eq+%22mira%40fjordline.example%22'
 */
export function matchRequest(
  kind: SourceKind,
  { path }: Pick<TargetAttribute, 'path'>,
  value: string,
  knobs: QueryKnobs,
): ScimRequest {
  return {
    method: 'GET',
    path: queryOf(kind, `${path} eq ${knobs.quotesOperands ? `"${value}"` : value}`, knobs),
  };
}

/**
 * The request by which Entra asks whether a reference is there already.
 *
 * @example
 * referenceRequest('User', 'u1', { path: 'manager' }, 'u2', entraKnobs).path;
 * // '/Users?attributes=id&filter=id+eq+%22u1%22+and+manager+eq+%22u2%22'
 */
export function referenceRequest(
  kind: SourceKind,
  id: string,
  { path }: Pick<TargetAttribute, 'path'>,
  value: string,
  { percentEncoding }: QueryKnobs,
): ScimRequest {
  const filter = encode(`id eq "${id}" and ${path} eq "${value}"`, percentEncoding);
  return { method: 'GET', path: `${endpoints[kind]}?attributes=id&filter=${filter}` };
}

/**
 * The request by which Entra reads a linked object.
 *
 * @example
 * readRequest('Group', 'g1').path; // '/Groups/g1?excludedAttributes=members'
 */
export function readRequest(kind: SourceKind, id: string): ScimRequest {
  return { method: 'GET', path: `${locationOf(kind, id)}${kind === 'Group' ? `?${WITHOUT_MEMBERS}` : ''}` };
}

/**
 * The request by which Entra creates an object.
 *
 * @example
 * createRequest('User', { userName: 'mira' }).path; // '/Users'
 */
export function createRequest(kind: SourceKind, body: JsonObject): ScimRequest {
  return { method: 'POST', path: endpoints[kind], body };
}

/**
 * The request by which Entra deletes an object.
 *
 * @example
 * deleteRequest('User', 'u1').path; // '/Users/u1'
 */
export function deleteRequest(kind: SourceKind, id: string): ScimRequest {
  return { method: 'DELETE', path: locationOf(kind, id) };
}

/** The path of an object. */
export function locationOf(kind: SourceKind, id: string): string {
  return `${endpoints[kind]}/${encodeURIComponent(id)}`;
}

function queryOf(kind: SourceKind, filter: string, { percentEncoding }: QueryKnobs): string {
  const first = kind === 'Group' ? `${WITHOUT_MEMBERS}&` : '';
  return `${endpoints[kind]}?${first}filter=${encode(filter, percentEncoding)}`;
}

/** A space becomes a plus, and what is reserved is percent-encoded. */
function encode(text: string, percentEncoding: WireKnobs['percentEncoding']): string {
  const encoded = encodeURIComponent(text).replaceAll('%20', '+');
  return percentEncoding === 'upper'
    ? encoded
    : encoded.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
