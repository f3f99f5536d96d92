import type { Reading } from '../dialect/reading.ts';
import { ScimError } from '../error.ts';
import { readValues } from '../filter/to-predicate.ts';
import type { Json } from '../json.ts';
import { admitElements, admitValue, readElements } from '../resource/admit-value.ts';
import { freshElements } from '../resource/fresh-elements.ts';
import type { Resource } from '../resource/resource.ts';
import { writeValue } from '../resource/write-value.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation } from './ast.ts';
import { listedElements } from './listed-elements.ts';
import { isEmptyList } from './unassigns.ts';
import { onePrimary, writeElements } from './write-elements.ts';

type AttributeOperation = Extract<BoundOperation, { kind: 'attribute' }>;

/**
 * Applies an operation on a whole list. An empty list of values adds nothing, replaces everything and removes nothing;
 * only a remove without a value empties the list. What is not an empty list must name a value.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * const path = { extension: undefined, attribute: emails, sub: undefined };
 * const add = { kind: 'attribute', op: 'add', path, text: 'emails', value: [] } as const;
 * applyToList({}, add, userType, openReading()); // {}
 */
export function applyToList(
  resource: Resource,
  { op, path, text, value }: AttributeOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  const { attribute } = path;
  if (value === undefined) return writeValue(resource, path, undefined);
  if (isEmptyList(value, reading)) {
    return op === 'replace' ? writeValue(resource, path, undefined) : resource;
  }
  const sent = Array.isArray(value) ? (value as readonly Json[]) : [value];
  switch (op) {
    case 'add': {
      // Of several primary ones only the last is stored as such, and only so it is found again.
      const added = onePrimary([], admitElements(attribute, sent, text, type, reading));
      checkNamed(() => added.length > 0 || readElements(attribute, sent, text, reading).length > 0, text);
      const present = readValues(resource, path);
      const fresh = freshElements(present, added);
      return fresh.length === 0 ? resource : writeElements(resource, path, [...present, ...fresh], type);
    }
    case 'replace': {
      const admitted = admitValue(attribute, value, text, type, reading);
      checkNamed(
        () => admitted !== undefined || readElements(attribute, sent, text, reading).length > 0,
        text,
      );
      return writeElements(resource, path, Array.isArray(admitted) ? admitted : [], type);
    }
    case 'remove': {
      checkRemovable(text, reading);
      const listed = listedElements(sent, attribute, text, reading);
      checkNamed(() => listed !== undefined, text);
      const rest = readValues(resource, path).filter((element) => listed?.(element) !== true);
      return writeElements(resource, path, rest, type);
    }
    default:
      return op satisfies never;
  }
}

/**
 * Checks that a remove may name elements by their values.
 *
 * @throws ScimError invalidValue: read without that departure, it would take away everything
 *
 * @example
 * checkRemovable('members', openReading());
 */
export function checkRemovable(path: string, reading: Reading): void {
  if (reading.accept('remove-by-value-list')) return;
  throw new ScimError(
    'invalidValue',
    `${path}: remove has no value here: name what to remove in the path, as in emails[type eq "work"].`,
    { path },
  );
}

/** A request that changes a list by nothing at all would seem to have done something. */
function checkNamed(isNamed: () => boolean, path: string): void {
  if (isNamed()) return;
  throw new ScimError(
    'invalidValue',
    `${path} gets elements that say nothing: send elements with a value, or an empty array.`,
    { path },
  );
}
