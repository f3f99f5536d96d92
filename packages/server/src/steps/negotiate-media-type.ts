import { ScimError } from '@scimwright/core';
import { takesMediaType } from './takes-media-type.ts';

/**
 * Checks that the client accepts JSON. Responses are always `application/scim+json`, as Entra requires.
 *
 * @param accept - the Accept header; undefined or empty for a client that accepts anything
 * @throws ScimError notAcceptable
 */
export function negotiateMediaType(accept: string | undefined): void {
  if (ANSWERS.some((type) => takesMediaType(accept, type))) return;
  throw new ScimError(
    'notAcceptable',
    'Responses are application/scim+json. Allow that type in the Accept header.',
  );
}

const ANSWERS = ['application/scim+json', 'application/json'];
