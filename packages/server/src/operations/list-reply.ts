import { LIST_RESPONSE, type Projection, type ResourceType } from '@scimwright/core';
import type { Stored } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import type { ReplyBody } from '../reply.ts';
import { represent, representText, type Representation } from '../resource/represent.ts';
import { shownGroups, shownMembers } from '../resource/show.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';

/** A page of what a query found, ready to be shown. */
export interface FoundPage {
  readonly total: number;
  /** Its place, of a page by index. */
  readonly startIndex?: number;
  /** What leads to the next one, of a page by cursor that is not the last. */
  readonly nextCursor?: string | undefined;
  readonly items: readonly Representation[];
}

/**
 * What a query found of one type, as it is to be shown.
 *
 * @example
 * const items = await shownItems([stored], request, userType, everything, deps);
 */
export async function shownItems(
  found: readonly Stored[],
  request: ScimRequest,
  type: ResourceType,
  projection: Projection,
  { store }: Pick<Deps, 'store'>,
): Promise<readonly Representation[]> {
  const { base, connector, tenant } = request;
  const types = typesOf(connector);
  const groups = await shownGroups(found, { type, tenant }, projection, store.resources);
  return found.map((stored): Representation => {
    const members = shownMembers(stored, { type, tenant }, projection, store.resources);
    return { stored, type, base, projection, types, members, groups: groups?.get(stored.id) };
  });
}

/**
 * The body of a list answer (RFC 7644 §3.4.2): text, or a stream where members follow.
 *
 * @example
 * listBody({ total: 0, startIndex: 1, items: [] }).kind; // 'text'
 */
export function listBody(page: FoundPage): ReplyBody {
  return page.items.some(({ members }) => members !== undefined)
    ? { kind: 'stream', pieces: listPieces(page) }
    : { kind: 'text', text: `${listHead(page)}${page.items.map(representText).join(',')}]}` };
}

/** A list answer as JSON text, up to its first resource. */
function listHead({ total, startIndex, nextCursor, items }: FoundPage): string {
  const head = { schemas: [LIST_RESPONSE], totalResults: total, startIndex, itemsPerPage: items.length };
  return JSON.stringify({ ...head, nextCursor, Resources: [] }).slice(0, -2);
}

async function* listPieces(page: FoundPage): AsyncGenerator<string> {
  yield listHead(page);
  let separator = '';
  for (const item of page.items) {
    yield separator;
    yield* represent(item);
    separator = ',';
  }
  yield ']}';
}
