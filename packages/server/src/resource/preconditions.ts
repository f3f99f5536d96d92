import { ScimError } from '@scimwright/core';
import type { ScimRequest } from '../scim-request.ts';
import { namesVersion } from './entity-tag.ts';

/** The headers that make a request conditional. */
export type Preconditions = Pick<ScimRequest, 'ifMatch' | 'ifNoneMatch'>;

/**
 * Whether a request depends on the version of its resource.
 *
 * @example
 * isConditional({ ifMatch: undefined, ifNoneMatch: '*' }); // true
 */
export function isConditional({ ifMatch, ifNoneMatch }: Preconditions): boolean {
  return ifMatch !== undefined || ifNoneMatch !== undefined;
}

/**
 * Checks that a write may be made on the version that there is (RFC 7644 §3.14, RFC 9110 §13.2.2).
 *
 * @throws ScimError staleVersion
 *
 * @example
 * checkWritable({ ifMatch: 'W/"3"', ifNoneMatch: undefined }, 3);
 */
export function checkWritable({ ifMatch, ifNoneMatch }: Preconditions, version: number): void {
  checkIfMatch(ifMatch, version);
  if (ifNoneMatch !== undefined && namesVersion(ifNoneMatch, version)) {
    throw new ScimError(
      'staleVersion',
      'The resource has a version that If-None-Match names. Leave that header out to change it nevertheless.',
    );
  }
}

/**
 * Whether a reader knows the version that there is: then it is told so, and not shown it again (RFC 9110 §13.1.2).
 *
 * @throws ScimError staleVersion when If-Match names another version
 *
 * @example
 * isKnown({ ifMatch: undefined, ifNoneMatch: 'W/"3"' }, 3); // true
 */
export function isKnown({ ifMatch, ifNoneMatch }: Preconditions, version: number): boolean {
  checkIfMatch(ifMatch, version);
  return ifNoneMatch !== undefined && namesVersion(ifNoneMatch, version);
}

/**
 * The refusal of a request whose If-Match names another version.
 *
 * @example
 * throw staleVersion();
 */
export function staleVersion(): ScimError {
  return new ScimError(
    'staleVersion',
    'The resource has changed since the version that If-Match names. Read it again.',
  );
}

function checkIfMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch !== undefined && !namesVersion(ifMatch, version)) throw staleVersion();
}
