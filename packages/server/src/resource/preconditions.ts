import { ScimError } from '@scimwright/core';
import type { ScimRequest } from '../scim-request.ts';
import { namesVersion } from './entity-tag.ts';

/** The headers that make a request conditional. */
export type Preconditions = Pick<ScimRequest, 'ifMatch' | 'ifNoneMatch'>;

/** Whether a request depends on the version of its resource. */
export function isConditional({ ifMatch, ifNoneMatch }: Preconditions): boolean {
  return ifMatch !== undefined || ifNoneMatch !== undefined;
}

/**
 * Checks the preconditions of a write against the current version (RFC 7644 §3.14, RFC 9110 §13.2.2).
 *
 * @throws ScimError staleVersion
 */
export function checkWritable({ ifMatch, ifNoneMatch }: Preconditions, version: number): void {
  checkIfMatch(ifMatch, version);
  if (ifNoneMatch !== undefined && namesVersion(ifNoneMatch, version)) {
    throw new ScimError(
      'staleVersion',
      'If-None-Match names the current version of the resource. Leave that header out to change it anyway.',
    );
  }
}

/**
 * Whether a read is answered 304, because the client already has the current version (RFC 9110 §13.1.2).
 *
 * @throws ScimError staleVersion when If-Match names another version
 */
export function isNotModified({ ifMatch, ifNoneMatch }: Preconditions, version: number): boolean {
  checkIfMatch(ifMatch, version);
  return ifNoneMatch !== undefined && namesVersion(ifNoneMatch, version);
}

/** The refusal of a request whose If-Match names another version. */
export function staleVersion(): ScimError {
  return new ScimError(
    'staleVersion',
    'The resource has changed since the version in If-Match. Read it again.',
  );
}

function checkIfMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch !== undefined && !namesVersion(ifMatch, version)) throw staleVersion();
}
