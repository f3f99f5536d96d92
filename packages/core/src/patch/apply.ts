import type { ParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { sameJson } from '../json.ts';
import { checkResourceSize } from '../resource/check-growth.ts';
import { canDisable, keepDisabled } from '../resource/keep-disabled.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { applyToAttribute } from './apply-to-attribute.ts';
import { applyToElements } from './apply-to-elements.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';
import { effortOf } from './effort-of.ts';
import { memberDelta } from './member-delta.ts';

/** The result of a PATCH. `resource` is the same object as before if no attribute changed. */
export interface Patched {
  readonly resource: Resource;
  readonly members: MemberDelta;
}

/** In characters that the operations of one PATCH compare: at most a second of work. Entra's compare some thousand. */
const MAX_EFFORT = 100_000_000;

/**
 * Applies bound operations in order. It copies what it changes. Changes of members come out as a delta, so that adding one
 * member does not rewrite fifty thousand.
 *
 * @throws ScimError noTarget if a filter matches nothing and no element can be created, invalidValue for an invalid value
 * or one that makes the resource too large, payloadTooLarge if the operations compare too much
 *
 * @example
 * const { resource } = applyPatch({ title: 'A' }, operations, userType, openParseContext());
 *
 * @see RFC 7644 §3.5.2
 */
export function applyPatch(
  resource: Resource,
  operations: readonly BoundOperation[],
  type: ResourceType,
  context: ParseContext,
): Patched {
  const next = applyEach(resource, operations, type, context);
  const members = memberDelta(operations.filter((operation) => operation.kind === 'members'));
  // A PATCH that undoes its own change has changed nothing.
  if (sameJson(next, resource)) return { resource, members };
  checkResourceSize(type.name, next, resource);
  return { resource: next, members };
}

/**
 * Applies the operations on attributes in order.
 *
 * @param onRefusal - receives a refused operation, and the others are applied; without it, the refusal is thrown
 * @throws ScimError as `applyPatch` does; payloadTooLarge in any case
 */
export function applyEach(
  resource: Resource,
  operations: readonly BoundOperation[],
  type: ResourceType,
  context: ParseContext,
  onRefusal?: (operation: BoundOperation, refusal: unknown) => void,
): Resource {
  let next = resource;
  let effort = 0;
  for (const operation of operations) {
    effort += effortOf(operation, next);
    if (effort > MAX_EFFORT) {
      throw new ScimError(
        'payloadTooLarge',
        'The operations of this PATCH compare too many values: send them in several requests.',
      );
    }
    try {
      const applied = applyOne(next, operation, type, context);
      if (onRefusal !== undefined) checkStillDisabled(next, applied, type);
      next = applied;
    } catch (refusal) {
      if (onRefusal === undefined) throw refusal;
      onRefusal(operation, refusal);
    }
  }
  return next;
}

/** If `active` is required, refuses an operation that removes it from a disabled user. */
function checkStillDisabled(before: Resource, after: Resource, type: ResourceType): void {
  if (before['active'] !== false || after['active'] !== undefined) return;
  if (!canDisable(type) || !type.required.some(({ path }) => path === 'active')) return;
  throw new ScimError('mutability', 'active is required: send true or false.', { path: 'active' });
}

function applyOne(
  resource: Resource,
  operation: BoundOperation,
  type: ResourceType,
  context: ParseContext,
): Resource {
  switch (operation.kind) {
    case 'members':
      return resource; // see memberDelta
    case 'elements':
      return applyToElements(resource, operation, type, context);
    case 'attribute':
      return keepDisabled(resource, applyToAttribute(resource, operation, type, context), type, context);
    default:
      return operation satisfies never;
  }
}
