import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { readValues } from '../filter/to-predicate.ts';
import type { Json } from '../json.ts';
import { parseMappedElements, parseValue, parseElements } from '../resource/parse-value.ts';
import { freshElements, freshValues } from '../resource/fresh-elements.ts';
import { isElementInText } from '../resource/json-in-text.ts';
import type { Resource } from '../resource/resource.ts';
import { writeValue } from '../resource/write-value.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation } from './ast.ts';
import { listedElements } from './listed-elements.ts';
import { isEmptyList } from './unassigns.ts';
import { onePrimary, writeElements } from './write-elements.ts';

type AttributeOperation = Extract<BoundOperation, { kind: 'attribute' }>;

/**
 * Applies an operation to a whole list. An empty list adds nothing, replaces everything and removes nothing; only a remove
 * without a value empties the list. Any other value must name an element.
 *
 * @throws ScimError invalidValue
 */
export function applyToList(
  resource: Resource,
  { op, path, text, value }: AttributeOperation,
  type: ResourceType,
  context: ParseContext,
): Resource {
  const { attribute } = path;
  if (value === undefined) return writeValue(resource, path, undefined);
  if (isEmptyList(value, context)) {
    return op === 'replace' ? writeValue(resource, path, undefined) : resource;
  }
  const sent = Array.isArray(value) ? (value as readonly Json[]) : [value];
  switch (op) {
    case 'add': {
      // Only the last primary element is stored as primary, so compare the elements in that form.
      const added = onePrimary([], parseMappedElements(attribute, sent, text, type, context));
      checkNamed(() => added.length > 0 || parseElements(attribute, sent, text, context).length > 0, text);
      const present = readValues(resource, path);
      const isNew = sent.some(isElementInText) ? freshValues(present, added) : added;
      const fresh = freshElements(present, isNew);
      return fresh.length === 0 ? resource : writeElements(resource, path, [...present, ...fresh], type);
    }
    case 'replace': {
      const parsed = parseValue(attribute, value, text, type, context);
      checkNamed(
        () => parsed !== undefined || parseElements(attribute, sent, text, context).length > 0,
        text,
      );
      return writeElements(resource, path, Array.isArray(parsed) ? parsed : [], type);
    }
    case 'remove': {
      checkRemovable(text, context);
      const listed = listedElements(sent, attribute, text, context);
      checkNamed(() => listed !== undefined, text);
      const rest = readValues(resource, path).filter((element) => listed?.(element) !== true);
      return writeElements(resource, path, rest, type);
    }
    default:
      return op satisfies never;
  }
}

/**
 * Checks that a remove may name elements by value.
 *
 * @throws ScimError invalidValue if that departure is off: the request would remove everything
 */
export function checkRemovable(path: string, context: ParseContext): void {
  if (context.accept('remove-by-value-list')) return;
  throw new ScimError(
    'invalidValue',
    `${path}: remove must not have a value: select what to remove in the path, as in emails[type eq "work"].`,
    { path },
  );
}

/** Elements that name nothing would change nothing, and the request would seem to succeed. */
function checkNamed(isNamed: () => boolean, path: string): void {
  if (isNamed()) return;
  throw new ScimError(
    'invalidValue',
    `${path} has only empty elements: send elements with a value, or an empty array.`,
    { path },
  );
}
