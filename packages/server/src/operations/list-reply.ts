import { LIST_RESPONSE, type Projection, type ResourceType } from '@scimwright/core';
import type { Stored } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import type { Limits } from '../limits.ts';
import { replyInPieces } from '../reply-in-pieces.ts';
import type { Piece, ReplyBody } from '../reply.ts';
import { represent, representText, type Representation } from '../resource/represent.ts';
import { shownGroups, shownMembers } from '../resource/show.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';

/** What a page has of one type. */
export interface FoundPart {
  readonly type: ResourceType;
  readonly projection: Projection;
  /** What was read already. It is emptied when it is shown, so that it is not kept while others are read. */
  readonly items: Stored[];
  /** The ids of what follows on the page and is read when its turn comes. */
  readonly rest: readonly string[];
}

/** A page of what a query found. */
export interface FoundPage {
  readonly total: number;
  /** Its place, of a page by index. */
  readonly startIndex?: number;
  /** What leads to the next one, of a page by cursor that is not the last. */
  readonly nextCursor?: string | undefined;
  readonly parts: readonly FoundPart[];
}

/**
 * The bytes of the texts of resources.
 *
 * @example
 * bytesOf([]); // 0
 */
export function bytesOf(found: readonly Stored[]): number {
  return found.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
}

/**
 * The id of the one resource that a query found; undefined where it found none or more, or the page does not have it.
 *
 * @example
 * onlyIdOf({ total: 0, startIndex: 1, parts: [] }); // undefined
 */
export function onlyIdOf({ total, parts }: FoundPage): string | undefined {
  if (total !== 1) return undefined;
  const [id] = parts.flatMap(({ items, rest }) => [...items.map((stored) => stored.id), ...rest]);
  return id;
}

/**
 * The body of a list answer (RFC 7644 §3.4.2): text, or a stream where it is long. How many it shows is known at its end
 * only: of those that were found, some may have been deleted before they are read.
 *
 * @example
 * await listReply({ total: 0, startIndex: 1, parts: [] }, request, deps);
 */
export async function listReply(
  page: FoundPage,
  request: ScimRequest,
  deps: Pick<Deps, 'store'> & { readonly limits: Limits },
): Promise<ReplyBody> {
  const isLong = page.parts.some(({ rest }) => rest.length > 0);
  if (!isLong && page.parts.every(hasNoMembers)) {
    const text = await listText(page, request, deps);
    if (text !== undefined) return { kind: 'text', text };
  }
  return replyInPieces(listPieces(page, request, deps), isLong ? 1 : deps.limits.portionBytes);
}

function hasNoMembers({ type }: FoundPart): boolean {
  return type.membership === undefined;
}

/**
 * What is at hand as a whole is put together at once: to make pieces of it would take longer than the rest.
 *
 * @returns undefined when it is longer than a portion, as by many groups of each user
 */
async function listText(
  page: FoundPage,
  request: ScimRequest,
  deps: Pick<Deps, 'store'> & { readonly limits: Limits },
): Promise<string | undefined> {
  const shown: string[] = [];
  let length = 0;
  for (const part of page.parts) {
    const shownAs = await representations(part.items, request, part, deps);
    for (const stored of part.items) {
      const text = representText(shownAs(stored));
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
): AsyncGenerator<Piece> {
  const { parts } = page;
  yield { text: headOf(page), kept: 0 };
  let shown = 0;
  let waiting = parts.reduce((sum, { items }) => sum + bytesOf(items), 0);
  for (const part of parts) {
    waiting -= bytesOf(part.items);
    for await (const portion of portionsOf(part, request, deps)) {
      const shownAs = await representations(portion, request, part, deps);
      let kept = waiting + bytesOf(portion);
      // Each leaves the portion when it is shown: a generator would keep it until it ends.
      for (let stored = portion.shift(); stored !== undefined; stored = portion.shift()) {
        if (shown > 0) yield { text: ',', kept };
        for await (const piece of represent(shownAs(stored))) {
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

/** How each of a portion is to be shown. */
async function representations(
  portion: readonly Stored[],
  request: ScimRequest,
  { type, projection }: FoundPart,
  { store }: Pick<Deps, 'store'>,
): Promise<(stored: Stored) => Representation> {
  const { base, connector, tenant } = request;
  const types = typesOf(connector);
  const groups = await shownGroups(portion, { type, tenant }, projection, store.resources);
  return (stored) => {
    const members = shownMembers(stored, { type, tenant }, projection, store.resources);
    return { stored, type, base, projection, types, members, groups: groups?.get(stored.id) };
  };
}
