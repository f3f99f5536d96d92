import type { Projection, ResourceType } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import type { Stored } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import type { Limits } from '../limits.ts';
import { replyInPieces } from '../reply-in-pieces.ts';
import type { Piece, ReplyBody } from '../reply.ts';
import { resourcePieces, resourceText, type Representation } from '../resource/resource-text.ts';
import { shownGroups, shownMembers } from '../resource/resource-reply.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';

/** The resources of one type on a page. */
export interface FoundPart {
  readonly type: ResourceType;
  readonly projection: Projection;
  /** The resources that were read. Sending them empties the list, so that they do not stay in memory. */
  readonly items: Stored[];
  /** The ids of the remaining resources, which are read while the list is sent. */
  readonly rest: readonly string[];
}

/** A page of a query. */
export interface FoundPage {
  readonly total: number;
  /** The place of an index page. */
  readonly startIndex?: number;
  /** The cursor of the next page, unless this cursor page is the last. */
  readonly nextCursor?: string | undefined;
  readonly parts: readonly FoundPart[];
}

/** The bytes of stored resources. */
export function bytesOf(found: readonly Stored[]): number {
  return found.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
}

/** The id of the only resource that a query found; undefined when it found several or none, or the page omits it. */
export function onlyIdOf({ total, parts }: FoundPage): string | undefined {
  if (total !== 1) return undefined;
  const [id] = parts.flatMap(({ items, rest }) => [...items.map((stored) => stored.id), ...rest]);
  return id;
}

/**
 * The body of a list response (RFC 7644 §3.4.2): text, or a stream when it is long. `itemsPerPage` comes last, because
 * resources may be deleted after they were found and before they are read.
 */
export async function listReply(
  page: FoundPage,
  request: ScimRequest,
  deps: Pick<Deps, 'store'> & { readonly limits: Limits },
): Promise<ReplyBody> {
  const isLong = page.parts.some(({ rest }) => rest.length > 0);
  const ready: Ready = new Map();
  if (!isLong && page.parts.every(hasNoMembers)) {
    const text = await listText(page, request, deps, ready);
    if (text !== undefined) return { kind: 'text', text };
  }
  return replyInPieces(listPieces(page, request, deps, ready), isLong ? 1 : deps.limits.portionBytes);
}

/** How to represent each resource of a portion. */
type ShowAs = (stored: Stored) => Representation;

/** The parts whose items have had their groups read. */
type Ready = Map<FoundPart, ShowAs>;

function hasNoMembers({ type }: FoundPart): boolean {
  return type.membership === undefined;
}

/**
 * Joins a list that is in memory, which is faster than making pieces of it.
 *
 * @param ready - gets what was read, so that the pieces of a longer list need not read it again
 * @returns undefined when it is longer than a portion, as with many groups for each user
 */
async function listText(
  page: FoundPage,
  request: ScimRequest,
  deps: Pick<Deps, 'store'> & { readonly limits: Limits },
  ready: Ready,
): Promise<string | undefined> {
  const shown: string[] = [];
  let length = 0;
  for (const part of page.parts) {
    const shownAs = await representations(part.items, request, part, deps);
    ready.set(part, shownAs);
    for (const stored of part.items) {
      const text = resourceText(shownAs(stored));
      length += text.length;
      if (length > deps.limits.portionBytes) return undefined;
      shown.push(text);
    }
  }
  return headOf(page) + shown.join(',') + endOf(page, shown.length);
}

function headOf({ total, startIndex }: FoundPage): string {
  return JSON.stringify({ schemas: [LIST_RESPONSE], totalResults: total, startIndex, Resources: [] }).slice(
    0,
    -2,
  );
}

function endOf({ nextCursor }: FoundPage, itemsPerPage: number): string {
  return `],${JSON.stringify({ itemsPerPage, nextCursor }).slice(1)}`;
}

async function* listPieces(
  page: FoundPage,
  request: ScimRequest,
  deps: Pick<Deps, 'store'> & { readonly limits: Limits },
  ready: Ready,
): AsyncGenerator<Piece> {
  const { parts } = page;
  yield { text: headOf(page), kept: 0 };
  let shown = 0;
  let waiting = parts.reduce((sum, { items }) => sum + bytesOf(items), 0);
  for (const part of parts) {
    waiting -= bytesOf(part.items);
    for await (const portion of portionsOf(part, request, deps)) {
      // The first portion is the items of the part. Nothing is ready for the next ones.
      const shownAs = ready.get(part) ?? (await representations(portion, request, part, deps));
      ready.delete(part);
      let kept = waiting + bytesOf(portion);
      // Takes each off the portion: a generator would keep the whole portion in memory until it ends.
      for (let stored = portion.shift(); stored !== undefined; stored = portion.shift()) {
        if (shown > 0) yield { text: ',', kept };
        for await (const piece of resourcePieces(shownAs(stored))) {
          yield { text: piece.text, kept: kept + piece.kept };
        }
        kept -= bytesOf([stored]);
        shown += 1;
      }
    }
  }
  yield { text: endOf(page, shown), kept: 0 };
}

async function* portionsOf(
  { items, rest }: FoundPart,
  { tenant }: ScimRequest,
  { store, limits }: Pick<Deps, 'store'> & { readonly limits: Limits },
): AsyncGenerator<Stored[]> {
  yield items;
  yield* store.resources.portions(tenant.id, rest, limits.portionBytes);
}

/** Reads the groups of a portion, and returns how to represent each of its resources. */
async function representations(
  portion: readonly Stored[],
  request: ScimRequest,
  { type, projection }: FoundPart,
  { store }: Pick<Deps, 'store'>,
): Promise<ShowAs> {
  const { base, connector, tenant } = request;
  const types = typesOf(connector);
  const groups = await shownGroups(portion, { type, tenant }, projection, store.resources);
  return (stored) => {
    const members = shownMembers(stored, { type, tenant }, projection, store.resources);
    return { stored, type, base, projection, types, members, groups: groups?.get(stored.id) };
  };
}
