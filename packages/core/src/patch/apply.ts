import type { Reading } from '../dialect/reading.ts';
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

/** What a PATCH comes to. `resource` is the very object that went in when no attribute changed. */
export interface Patched {
  readonly resource: Resource;
  readonly members: MemberDelta;
}

/** Characters that the operations of one PATCH may look at. Entra's look at some thousand; this is a second at most. */
const MOST_EFFORT = 100_000_000;

/**
 * Applies bound operations in order. It copies what it changes and never touches its input; membership comes out as a
 * delta, so that adding one member does not rewrite fifty thousand.
 *
 * @throws ScimError noTarget when a filter matches nothing that could be created, invalidValue for a wrong value or one
 * that makes the resource too large, payloadTooLarge when the operations compare too much
 *
 * @example
 * const { resource } = applyPatch({ title: 'A' }, operations, userType, openReading());
 *
 * @see RFC 7644 §3.5.2
 */
export function applyPatch(
  resource: Resource,
  operations: readonly BoundOperation[],
  type: ResourceType,
  reading: Reading,
): Patched {
  const next = applyEach(resource, operations, type, reading);
  const members = memberDelta(operations.filter((operation) => operation.kind === 'members'));
  // A PATCH that undoes its own change has changed nothing.
  if (sameJson(next, resource)) return { resource, members };
  checkResourceSize(type.name, next, resource);
  return { resource: next, members };
}

/**
 * Applies operations on attributes in order.
 *
 * @param onRefusal - is told of an operation that is refused, and why; the others are applied then. Without it, the
 * refusal is thrown.
 * @throws ScimError as `applyPatch` does; payloadTooLarge in any case
 *
 * @example
 * applyEach({ title: 'A' }, operations, userType, openReading());
 */
export function applyEach(
  resource: Resource,
  operations: readonly BoundOperation[],
  type: ResourceType,
  reading: Reading,
  onRefusal?: (operation: BoundOperation, refusal: unknown) => void,
): Resource {
  let next = resource;
  let effort = 0;
  for (const operation of operations) {
    effort += effortOf(operation, next);
    if (effort > MOST_EFFORT) {
      throw new ScimError(
        'payloadTooLarge',
        'The operations of this PATCH compare too many values: send them in several requests.',
      );
    }
    try {
      const applied = applyOne(next, operation, type, reading);
      if (onRefusal !== undefined) checkStillDisabled(next, applied, type);
      next = applied;
    } catch (refusal) {
      if (onRefusal === undefined) throw refusal;
      onRefusal(operation, refusal);
    }
  }
  return next;
}

/** Where `active` is required, what takes it away from a disabled user is refused; alone, the result is. */
function checkStillDisabled(before: Resource, after: Resource, type: ResourceType): void {
  if (before['active'] !== false || after['active'] !== undefined) return;
  if (!canDisable(type) || !type.required.some(({ path }) => path === 'active')) return;
  throw new ScimError('mutability', 'active is required: send true or false.', { path: 'active' });
}

function applyOne(
  resource: Resource,
  operation: BoundOperation,
  type: ResourceType,
  reading: Reading,
): Resource {
  switch (operation.kind) {
    case 'members':
      return resource; // together, as a delta
    case 'elements':
      return applyToElements(resource, operation, type, reading);
    case 'attribute':
      return keepDisabled(resource, applyToAttribute(resource, operation, type, reading), type, reading);
    default:
      return operation satisfies never;
  }
}
