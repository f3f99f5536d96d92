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

/** About how many bytes a page of members has. */
const MEMBERS_PAGE = 65_536;

/** A stored resource on its way to a client. */
export interface Representation {
  readonly stored: Stored;
  readonly type: ResourceType;
  /** The tenant URL. */
  readonly base: string;
  readonly projection: Projection;
  /** The resource types that members and groups can be of. */
  readonly types: readonly ResourceType[];
  /** The members, in pages as they are read; undefined when the type has none or nobody asked for them. */
  readonly members: AsyncIterable<readonly StoredMember[]> | undefined;
  /** The groups it is in; undefined when it is in none, the type does not show them or nobody asked. */
  readonly groups: readonly StoredMembership[] | undefined;
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
export function representText(representation: Omit<Representation, 'members'>): string {
  return `${open(representation)}}`;
}

/**
 * The JSON text of a resource in pieces: its members follow page by page, however many there are.
 *
 * @example
 * for await (const { text } of represent(representation)) response.write(text);
 */
export async function* represent(representation: Representation): AsyncGenerator<Piece> {
  const { members } = representation;
  if (members === undefined) return yield { text: representText(representation), kept: 0 };
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

/**
 * The body of an answer that shows one resource: text where all of it is at hand, a stream where members follow.
 *
 * @example
 * const body = representBody(representation);
 */
export function representBody(representation: Representation): ReplyBody {
  return representation.members === undefined
    ? { kind: 'text', text: representText(representation) }
    : { kind: 'stream', begins: MEMBERS_PAGE, pieces: represent(representation) };
}

type Head = Omit<Representation, 'members'>;

/** The resource as JSON text, its last bracket still open. */
function open(representation: Head): string {
  return (
    JSON.stringify(head(representation)).slice(0, -1) + bodyText(representation) + groupsText(representation)
  );
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

/** What is made of memberships, as it follows the attributes that are stored. */
function groupsText({ groups, type, base, projection, types }: Head): string {
  const groupType = types.find(({ membership }) => membership !== undefined);
  if (groups === undefined || type.memberOf === undefined || groupType === undefined) return '';
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
