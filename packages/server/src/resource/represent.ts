import {
  project,
  type JsonObject,
  type Projection,
  type Resource,
  type ResourceType,
} from '@scimwright/core';
import type { Stored, StoredMember } from '@scimwright/store';
import type { ReplyBody } from '../reply.ts';
import { entityTag } from './entity-tag.ts';

/** A stored resource on its way to a client. */
export interface Representation {
  readonly stored: Stored;
  readonly type: ResourceType;
  /** The tenant URL. */
  readonly base: string;
  readonly projection: Projection;
  /** The resource types that members can be of. */
  readonly types: readonly ResourceType[];
  /** The members, in pages as they are read; undefined when the type has none or nobody asked for them. */
  readonly members: AsyncIterable<readonly StoredMember[]> | undefined;
}

/**
 * The URI of a resource.
 *
 * @example
 * locationOf('https://x.example/bic/contoso/scim/v2', userType, '2819');
 */
export function locationOf(base: string, type: ResourceType, id: string): string {
  return `${base}${type.endpoint}/${encodeURIComponent(id)}`;
}

/**
 * The attributes of a stored resource.
 *
 * @example
 * const { userName } = parseBody(stored);
 */
export function parseBody(stored: Stored): Resource {
  return JSON.parse(stored.body) as Resource; // written by this server as the JSON text of a Resource
}

/**
 * The JSON text of a resource as a client sees it, without members. Where no projection is asked for, the stored text
 * is sent on as it is.
 *
 * @example
 * const text = representText(representation);
 */
export function representText(representation: Omit<Representation, 'members' | 'types'>): string {
  return `${open(representation)}}`;
}

/**
 * The JSON text of a resource in pieces: its members follow page by page, however many there are.
 *
 * @example
 * for await (const piece of represent(representation)) response.write(piece);
 */
export async function* represent(representation: Representation): AsyncGenerator<string> {
  yield open(representation);
  let separator = ',"members":[';
  for await (const page of representation.members ?? []) {
    for (const member of page) {
      yield separator + JSON.stringify(memberOf(member, representation));
      separator = ',';
    }
  }
  yield separator === ',' ? ']}' : '}';
}

/**
 * The body of an answer that shows one resource: text where all of it is at hand, a stream where members follow.
 *
 * @example
 * const body = representBody(representation);
 */
export function representBody(representation: Representation): ReplyBody {
  return representation.members === undefined
    ? { kind: 'text', text: representText(representation) }
    : { kind: 'stream', pieces: represent(representation) };
}

type Head = Omit<Representation, 'members' | 'types'>;

/** The resource as JSON text, its last bracket still open. */
function open(representation: Head): string {
  return JSON.stringify(head(representation)).slice(0, -1) + bodyText(representation);
}

/** What the server adds in front: `schemas`, `id` and, unless projected away, `meta`. */
function head({ stored, type, base, projection }: Head): JsonObject {
  const extensions = type.extensions
    .map(({ schema }) => schema.id)
    // A URN as a key of the stored text; inside a string value its quotes would be escaped.
    .filter((urn) => stored.body.includes(`"${urn}":{`));
  const whole: JsonObject = {
    schemas: [type.schema.id, ...extensions],
    id: stored.id,
    meta: {
      resourceType: type.name,
      created: stored.created,
      lastModified: stored.modified,
      location: locationOf(base, type, stored.id),
      version: entityTag(stored.version),
    },
  };
  return projection.kind === 'default' ? whole : project(whole, projection, type);
}

/** The attributes as they follow in the text, with the comma before them. */
function bodyText({ stored, type, projection }: Head): string {
  const text =
    projection.kind === 'default' && type.isPlain
      ? stored.body
      : JSON.stringify(project(parseBody(stored), projection, type));
  const inside = text.slice(1, -1);
  return inside === '' ? '' : `,${inside}`;
}

function memberOf({ value, type: name }: StoredMember, { base, types }: Representation): JsonObject {
  const type = types.find((candidate) => candidate.name === name);
  return type === undefined ? { value } : { value, $ref: locationOf(base, type, value), type: type.name };
}
