import { ScimError } from '../error.ts';
import { readElements } from '../filter/to-predicate.ts';
import { isObject, ownValue } from '../json.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { indexKey, readTarget, targetAttribute } from './target.ts';
import type { Resource } from './resource.ts';

/** An index entry of PostgreSQL has at most 2,700 bytes; a code unit takes at most three. */
const MAX_KEY_LENGTH = 512;

/**
 * The required paths at which a resource has no value.
 *
 * @example
 * missingPaths({ userName: 'ada' }, userType); // []
 */
export function missingPaths(resource: Resource, { required }: ResourceType): readonly string[] {
  return required.flatMap(({ path, target }) => (readTarget(resource, target).length === 0 ? [path] : []));
}

/**
 * Checks a resource before it is stored: every required attribute has a value, and no index key is too long. It checks the
 * result of a request, because a PATCH carries only a part.
 *
 * @throws ScimError invalidValue, naming every missing attribute and the remedy
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

/** Every value that exists must have the required sub-attributes (RFC 7643 §7). */
function checkParts(resource: Resource, { requiredParts }: ResourceType): void {
  for (const path of requiredParts) {
    const { extension, attribute, sub } = path;
    const values = readElements(resource, path);
    if (values.every((value) => !isObject(value) || ownValue(value, sub.name) !== undefined)) continue;
    const name = `${extension === undefined ? '' : `${extension}:`}${attribute.name}.${sub.name}`;
    throw new ScimError(
      'invalidValue',
      `${name} is required in every value of ${attribute.name}: send it too.`,
      {
        path: name,
      },
    );
  }
}

/**
 * Checks that every index key is short enough for the database.
 *
 * @throws ScimError invalidValue
 */
export function checkKeyLengths(resource: Resource, type: ResourceType): void {
  for (const { path, target } of type.indexes) {
    const attribute = targetAttribute(target);
    // The key counts, not the value: folding can make a string longer.
    if (readTarget(resource, target).some((value) => indexKey(value, attribute).length > MAX_KEY_LENGTH)) {
      throw new ScimError('invalidValue', `${path} has more than ${MAX_KEY_LENGTH} characters: shorten it.`, {
        path,
      });
    }
  }
}
