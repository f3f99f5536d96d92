import { z } from 'zod';
import { ScimError } from '../error.ts';
import { isStorable } from '../is-storable.ts';
import { isObject, type Json } from '../json.ts';
import { listsUrn } from './lists-urn.ts';
import { lowerKeys } from './lower-keys.ts';
import { BULK_REQUEST } from './urn.ts';

/** No method, bulkId or version is longer. */
const MAX_NAME_LENGTH = 256;

/** A path below the Tenant URL: an endpoint and an id. */
const MAX_PATH_LENGTH = 1_000;

const text = (maxLength: number) => z.string().max(maxLength).refine(isStorable).nullish();

/** The envelope of a bulk request, with its keys in lower case: names are case-insensitive (RFC 7643 §2.1). */
const envelope = z.object({
  schemas: z.custom((schemas) => listsUrn(schemas, BULK_REQUEST)),
  failonerrors: z.int().nonnegative().nullish(),
  allornothing: z.boolean().nullish(),
  operations: z.array(
    z.object({
      method: text(MAX_NAME_LENGTH),
      bulkid: text(MAX_NAME_LENGTH),
      path: text(MAX_PATH_LENGTH),
      version: text(MAX_NAME_LENGTH),
      data: z.custom<Json>((value) => value !== undefined).optional(),
    }),
  ),
});

/** One operation as sent. If it lacks something, its own result says so. */
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
  /** After so many failures the remaining operations are not tried; undefined: all are tried. */
  readonly failOnErrors: number | undefined;
  /** Whether to store either all of it or nothing. Not part of RFC 7644. */
  readonly allOrNothing: boolean;
  readonly operations: readonly BulkOperation[];
}

/** The remedy for each part of the envelope. */
const REMEDIES: Readonly<Record<string, string>> = {
  schemas: `schemas must list ${BULK_REQUEST}`,
  failonerrors: 'failOnErrors must be a whole number: leave it out, or send 0, to try every operation',
  allornothing: 'allOrNothing must be true or false',
  operations: 'Operations must be an array of objects',
  method: 'method must be a string: POST, PUT, PATCH or DELETE',
  bulkid: `bulkId must be a string of at most ${MAX_NAME_LENGTH} characters`,
  path: `path must be a string of at most ${MAX_PATH_LENGTH} characters`,
  version: `version must be a string of at most ${MAX_NAME_LENGTH} characters`,
};

/**
 * Parses the envelope of a bulk request. It does not check the operations, each of which has its own result.
 *
 * @param maxOperations - the limit that ServiceProviderConfig states
 * @throws ScimError invalidSyntax, naming the malformed part; payloadTooLarge for too many operations
 *
 * @example
 * const Operations = [{ method: 'DELETE', path: '/Users/2819' }];
 * parseBulkRequest({ schemas: [BULK_REQUEST], Operations }, 1_000).failOnErrors; // undefined
 *
 * @see RFC 7644 §3.7
 */
export function parseBulkRequest(body: unknown, maxOperations: number): BulkRequest {
  const lowered = lowerKeys(body);
  const operations = isObject(lowered) ? lowered['operations'] : undefined;
  if (Array.isArray(operations)) checkCount(operations.length, maxOperations);
  const read = envelope.safeParse(
    isObject(lowered) && Array.isArray(operations)
      ? { ...lowered, operations: operations.map(lowerKeys) }
      : lowered,
  );
  if (!read.success) throw refusal(read.error.issues[0]?.path ?? []);
  return {
    // 0 means no limit.
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

/** The answer names the limit (RFC 7644 §3.7.4). */
function checkCount(count: number, max: number): void {
  if (count <= max) return;
  throw new ScimError(
    'payloadTooLarge',
    `A bulk request may have at most ${max} operations (maxOperations): send them in several requests.`,
  );
}

function refusal([part, index, field]: readonly PropertyKey[]): ScimError {
  const remedy = REMEDIES[String(field ?? part)] ?? 'The body must be a BulkRequest object';
  const where = typeof index === 'number' && field !== undefined ? `Operations[${index}]: ` : '';
  return new ScimError('invalidSyntax', `${where}${remedy}.`);
}
