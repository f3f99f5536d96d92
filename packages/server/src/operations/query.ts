import {
  bindFilter,
  findLookup,
  listResponse,
  lookupPaths,
  parseFilter,
  parseProjection,
  ScimError,
  type BoundFilter,
  type ParsedFilter,
  type Reading,
  type ResourceType,
} from '@scimwright/core';
import type { Page } from '@scimwright/store';
import type { Limits } from '../limits.ts';
import { redactFilter } from '../log/redact-filter.ts';
import type { Reply } from '../reply.ts';
import { shownMembers } from '../resource/show.ts';
import { represent, representText, type Representation } from '../resource/represent.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';

/**
 * Lists and finds resources (RFC 7644 §3.4.2). A filter is answered by an index or refused, never by reading everything.
 *
 * @throws ScimError invalidFilter, invalidValue
 *
 * @example
 * const { body } = await query({ ...request, query: { filter: 'userName eq "ada"' } }, deps);
 */
export async function query(
  request: ResourceRequest,
  { store, limits }: Deps & { limits: Limits },
): Promise<Reply> {
  const { type, tenant, base, reading } = request;
  const text = request.query['filter'];
  const parsed = text === undefined ? undefined : parseFilter(text, reading);
  const filter = parsed && bindServed(parsed, type, reading);
  const projection = parseProjection(request.query, type, reading);
  // RFC 7644 §3.4.2.4: startIndex below 1 means 1, a negative count means 0.
  const startIndex = Math.max(1, wholeNumber(request.query, 'startIndex') ?? 1);
  const asked = Math.max(0, wholeNumber(request.query, 'count') ?? limits.pageSize);
  const count = Math.min(asked, limits.mostPageSize);
  const page = await store.resources.find(tenant.id, { type, filter, startIndex, count });
  const items = page.items.map((stored): Representation => {
    const members = shownMembers(stored, request, projection, store.resources);
    return { stored, type, base, projection, members };
  });
  const [only] = page.items;
  return {
    status: 200,
    body: items.some(({ members }) => members !== undefined)
      ? { kind: 'stream', pieces: listPieces(page, startIndex, items) }
      : { kind: 'text', text: `${listHead(page, startIndex)}${items.map(representText).join(',')}]}` },
    trace: {
      resourceType: type.name,
      resourceId: page.total === 1 ? only?.id : undefined,
      filter: parsed && redactFilter(parsed),
    },
  };
}

/** A list answer as JSON text, up to its first resource. */
function listHead({ total, items }: Page, startIndex: number): string {
  return JSON.stringify({ ...listResponse([], total, startIndex), itemsPerPage: items.length }).slice(0, -2);
}

async function* listPieces(
  page: Page,
  startIndex: number,
  items: readonly Representation[],
): AsyncGenerator<string> {
  yield listHead(page, startIndex);
  let separator = '';
  for (const item of items) {
    yield separator;
    yield* represent(item);
    separator = ',';
  }
  yield ']}';
}

/** Binds a filter and checks that indexes answer it; a refusal names the paths that can be asked for. */
function bindServed(parsed: ParsedFilter, type: ResourceType, reading: Reading): BoundFilter {
  const advice = `${type.name} resources are found by eq on ${lookupPaths(type).join(', ')}. Choose one of these as the matching attribute in Entra.`;
  try {
    const filter = bindFilter(parsed, type, reading);
    if (isServed(filter, type)) return filter;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.code, `${error.message} ${advice}`, { path: error.path });
  }
  throw new ScimError('invalidFilter', advice);
}

/** The connectors answer what an index serves, alone or joined by `and` and `or`. */
function isServed(filter: BoundFilter, type: ResourceType): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return isServed(filter.left, type) && isServed(filter.right, type);
  return findLookup(filter, type) !== undefined;
}

function wholeNumber(parameters: ResourceRequest['query'], name: string): number | undefined {
  const text = parameters[name];
  if (text === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new ScimError('invalidValue', `${name} must be a whole number.`, { path: name });
}
