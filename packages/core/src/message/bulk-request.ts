import { z } from 'zod';
import { ScimError } from '../error.ts';
import { isStorable } from '../is-storable.ts';
import { isObject, type Json } from '../json.ts';
import { listsUrn } from './lists-urn.ts';
import { lowerKeys } from './lower-keys.ts';
import { BULK_REQUEST } from './urn.ts';

/** A name that a client makes up for one request, and a version: none is longer. */
const LONGEST_NAME = 256;

/** A path below the tenant URL: an endpoint and an id. */
const LONGEST_PATH = 1_000;

const text = (longest: number) => z.string().max(longest).refine(isStorable).nullish();

/** The envelope of a bulk request, its keys in lower case: RFC 7643 §2.1 makes names case-insensitive. */
const envelope = z.object({
  schemas: listsUrn(BULK_REQUEST),
  failonerrors: z.int().nonnegative().nullish(),
  allornothing: z.boolean().nullish(),
  operations: z.array(
    z.object({
      method: text(LONGEST_NAME),
      bulkid: text(LONGEST_NAME),
      path: text(LONGEST_PATH),
      version: text(LONGEST_NAME),
      data: z.custom<Json>((value) => value !== undefined).optional(),
    }),
  ),
});

/** One operation as the envelope carries it: what it lacks is a matter of its own result. */
export interface BulkOperation {
  /** In upper case. */
  readonly method: string | undefined;
  readonly bulkId: string | undefined;
  readonly path: string | undefined;
  readonly version: string | undefined;
  readonly data: Json | undefined;
}

/** A bulk request. */
export interface BulkRequest {
  /** After so many failures the rest is not tried; undefined for whatever happens. */
  readonly failOnErrors: number | undefined;
  /** Whether nothing is to be stored unless all of it is. No part of RFC 7644. */
  readonly allOrNothing: boolean;
  readonly operations: readonly BulkOperation[];
}

/** What to do about each part of the envelope that can be wrong. */
const REMEDIES: Readonly<Record<string, string>> = {
  schemas: `schemas must list ${BULK_REQUEST}`,
  failonerrors: 'failOnErrors must be a whole number: leave it out, or send 0, to have everything tried',
  allornothing: 'allOrNothing must be true or false',
  operations: 'Operations must be an array of objects',
  method: 'method must be a string: POST, PUT, PATCH or DELETE',
  bulkid: `bulkId must be a string of at most ${LONGEST_NAME} characters`,
  path: `path must be a string of at most ${LONGEST_PATH} characters`,
  version: `version must be a string of at most ${LONGEST_NAME} characters`,
};

/**
 * Reads the envelope of a bulk request. What an operation lacks, or has too much of, is not looked at: the request is
 * answered nevertheless, and the operation by its own result.
 *
 * @param mostOperations - as ServiceProviderConfig says them
 * @throws ScimError invalidSyntax, naming the part that is wrong; payloadTooLarge for too many operations
 *
 * @example
 * const Operations = [{ method: 'DELETE', path: '/Users/2819' }];
 * parseBulkRequest({ schemas: [BULK_REQUEST], Operations }, 1_000).failOnErrors; // undefined
 *
 * @see RFC 7644 §3.7
 */
export function parseBulkRequest(body: unknown, mostOperations: number): BulkRequest {
  const lowered = lowerKeys(body);
  const operations = isObject(lowered) ? lowered['operations'] : undefined;
  if (Array.isArray(operations)) checkCount(operations.length, mostOperations);
  const read = envelope.safeParse(
    isObject(lowered) && Array.isArray(operations)
      ? { ...lowered, operations: operations.map(lowerKeys) }
      : lowered,
  );
  if (!read.success) throw refusal(read.error.issues[0]?.path ?? []);
  return {
    // No job fails before it begins: 0 asks for no limit.
    failOnErrors: read.data.failonerrors || undefined,
    allOrNothing: read.data.allornothing ?? false,
    operations: read.data.operations.map(({ method, bulkid, path, version, data }) => ({
      method: method?.toUpperCase(),
      bulkId: bulkid ?? undefined,
      path: path ?? undefined,
      version: version ?? undefined,
      data: data ?? undefined,
    })),
  };
}

/** RFC 7644 §3.7.4: the answer names the limit. */
function checkCount(count: number, most: number): void {
  if (count <= most) return;
  throw new ScimError(
    'payloadTooLarge',
    `A bulk request may have at most ${most} operations (maxOperations): send them in several requests.`,
  );
}

function refusal([part, index, field]: readonly PropertyKey[]): ScimError {
  const remedy = REMEDIES[String(field ?? part)] ?? 'The body must be a BulkRequest object';
  const where = typeof index === 'number' && field !== undefined ? `Operations[${index}]: ` : '';
  return new ScimError('invalidSyntax', `${where}${remedy}.`);
}
