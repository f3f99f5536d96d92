import { ScimError } from '../error.ts';
import { readValues } from '../filter/to-predicate.ts';
import { isObject, ownValue } from '../json.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { indexKey, readTarget, targetAttribute } from './target.ts';
import type { Resource } from './resource.ts';

/** An index of PostgreSQL holds 2,700 bytes; a code unit takes at most three. */
const LONGEST_KEY = 512;

/**
 * The paths that a type requires and a resource has no value at.
 *
 * @example
 * missingPaths({ userName: 'ada' }, userType); // []
 */
export function missingPaths(resource: Resource, { required }: ResourceType): readonly string[] {
  return required.flatMap(({ path, target }) => (readTarget(resource, target).length === 0 ? [path] : []));
}

/**
 * Checks a resource as it would be stored: everything required is there, nothing that is searched for is too long.
 * It looks at the result of a request, not at the request, since a PATCH carries only a part.
 *
 * @throws ScimError invalidValue, naming every attribute that is missing and what to do
 *
 * @example
 * checkResource({ userName: 'ada' }, userType);
 */
export function checkResource(resource: Resource, type: ResourceType): void {
  const missing = missingPaths(resource, type);
  const [first] = missing;
  if (first !== undefined) {
    const names = missing.join(', ');
    throw new ScimError(
      'invalidValue',
      `${names} ${missing.length === 1 ? 'is' : 'are'} required: in Entra, map ${missing.length === 1 ? 'it' : 'each'} to a source attribute that has a value for this ${type.name.toLowerCase()}.`,
      { path: first },
    );
  }
  checkParts(resource, type);
  checkKeyLengths(resource, type);
}

/** A part that is required is required of each value there is, and of none that is missing (RFC 7643 §7). */
function checkParts(resource: Resource, { requiredParts }: ResourceType): void {
  for (const path of requiredParts) {
    const { extension, attribute, sub } = path;
    const values = readValues(resource, { ...path, sub: undefined });
    if (values.every((value) => !isObject(value) || ownValue(value, sub.name) !== undefined)) continue;
    const name = `${extension === undefined ? '' : `${extension}:`}${attribute.name}.${sub.name}`;
    throw new ScimError(
      'invalidValue',
      `${name} is required of every value of ${attribute.name}: send it too.`,
      {
        path: name,
      },
    );
  }
}

/**
 * Checks that what is searched for is short enough to be indexed.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * checkKeyLengths({ userName: 'ada' }, userType);
 */
export function checkKeyLengths(resource: Resource, type: ResourceType): void {
  for (const { path, target } of type.indexes) {
    const attribute = targetAttribute(target);
    // The key is measured, not the value: folding can make a text longer.
    if (readTarget(resource, target).some((value) => indexKey(value, attribute).length > LONGEST_KEY)) {
      throw new ScimError('invalidValue', `${path} has more than ${LONGEST_KEY} characters: shorten it.`, {
        path,
      });
    }
  }
}
