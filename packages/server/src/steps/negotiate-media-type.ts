import { ScimError } from '@scimwright/core';
import { takesMediaType } from './takes-media-type.ts';

/**
 * Checks that the client takes JSON. Answers are always `application/scim+json`, which Entra wants on each of them.
 *
 * @param accept - the header Accept; undefined or empty for a client that takes whatever comes
 * @throws ScimError notAcceptable
 *
 * @example
 * negotiateMediaType('application/scim+json; charset=utf-8');
 */
export function negotiateMediaType(accept: string | undefined): void {
  if (ANSWERS.some((type) => takesMediaType(accept, type))) return;
  throw new ScimError('notAcceptable', 'Answers are application/scim+json. Allow it in the header Accept.');
}

const ANSWERS = ['application/scim+json', 'application/json'];
