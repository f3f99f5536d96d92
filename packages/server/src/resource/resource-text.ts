import {
  project,
  type JsonObject,
  type Projection,
  type Resource,
  type ResourceType,
} from '@scimwright/core';
import type { Stored, StoredMember, StoredMembership } from '@scimwright/store';
import type { Piece, ReplyBody } from '../reply.ts';
import { entityTag } from './entity-tag.ts';

/** About the bytes of a page of members. */
const MEMBERS_PAGE = 65_536;

/** A stored resource, and how to show it to a client. */
export interface Representation {
  readonly stored: Stored;
  readonly type: ResourceType;
  /** The tenant URL. */
  readonly base: string;
  readonly projection: Projection;
  /** The resource types that members and groups can be of. */
  readonly types: readonly ResourceType[];
  /** The members, page by page; undefined when the type has none or the projection omits them. */
  readonly members: AsyncIterable<readonly StoredMember[]> | undefined;
  /** The groups of the resource; undefined when it is in none, the type has no `groups` or the projection omits them. */
  readonly groups: readonly StoredMembership[] | undefined;
}

/** The URI of a resource. */
export function locationOf(base: string, type: ResourceType, id: string): string {
  return `${base}${type.endpoint}/${encodeURIComponent(id)}`;
}

/** The attributes of a stored resource. */
export function parseBody(stored: Stored): Resource {
  return JSON.parse(stored.body) as Resource; // written by this server as the JSON text of a Resource
}

/** The JSON text of a resource for a client, without members. Without a projection it contains the stored text unchanged. */
export function resourceText(representation: Omit<Representation, 'members'>): string {
  return `${open(representation)}}`;
}

/** The JSON text of a resource in pieces, with its members page by page. */
export async function* resourcePieces(representation: Representation): AsyncGenerator<Piece> {
  const { members } = representation;
  if (members === undefined) return yield { text: resourceText(representation), kept: 0 };
  yield { text: open(representation), kept: 0 };
  let before = ',"members":[';
  for await (const page of members) {
    const texts = page.map((member) => JSON.stringify(memberOf(member, representation)));
    if (texts.length === 0) continue;
    yield { text: before + texts.join(','), kept: 0 };
    before = ',';
  }
  yield { text: before === ',' ? ']}' : '}', kept: 0 };
}

/** The body of a response with one resource: a stream when it has members, otherwise text. */
export function resourceBody(representation: Representation): ReplyBody {
  return representation.members === undefined
    ? { kind: 'text', text: resourceText(representation) }
    : { kind: 'stream', begins: MEMBERS_PAGE, pieces: resourcePieces(representation) };
}

type Head = Omit<Representation, 'members'>;

/** The JSON text of a resource without its last brace. */
function open(representation: Head): string {
  return (
    JSON.stringify(head(representation)).slice(0, -1) + bodyText(representation) + groupsText(representation)
  );
}

/** The attributes that the server adds: `schemas`, `id` and, unless the projection omits it, `meta`. */
function head({ stored, type, base, projection }: Head): JsonObject {
  const extensions = type.extensions
    .map(({ schema }) => schema.id)
    // Finds the URN as a key: inside a string value, its quotes would be escaped.
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

/** The stored attributes as JSON text, with a comma in front. */
function bodyText({ stored, type, projection }: Head): string {
  const text =
    projection.kind === 'default' && type.isPlain
      ? stored.body
      : JSON.stringify(project(parseBody(stored), projection, type));
  const inside = text.slice(1, -1);
  return inside === '' ? '' : `,${inside}`;
}

/** The `groups` of the resource as JSON text, with a comma in front. */
function groupsText({ groups, type, base, projection, types }: Head): string {
  if (groups === undefined || type.memberOf === undefined) return '';
  const groupType = types.find(({ membership }) => membership !== undefined);
  if (groupType === undefined) return '';
  const { name } = type.memberOf.attribute;
  const shown = groups.map(({ group, label, isDirect }): JsonObject => ({
    value: group,
    $ref: locationOf(base, groupType, group),
    ...(label !== undefined && { display: label }),
    type: isDirect ? 'direct' : 'indirect',
  }));
  const whole: JsonObject = { [name]: shown };
  const asked = projection.kind === 'default' ? whole : project(whole, projection, type);
  const text = JSON.stringify(asked).slice(1, -1);
  return text === '' ? '' : `,${text}`;
}

function memberOf({ value, type: name }: StoredMember, { base, types }: Head): JsonObject {
  const type = types.find((candidate) => candidate.name === name);
  return type === undefined ? { value } : { value, $ref: locationOf(base, type, value), type: type.name };
}
