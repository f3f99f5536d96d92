import type { BoundFilter } from '../filter/ast.ts';
import { readElements } from '../filter/to-predicate.ts';
import { isObject, type Json } from '../json.ts';
import type { Resource } from '../resource/resource.ts';
import { sizeOf } from '../resource/size-of.ts';
import type { BoundOperation } from './ast.ts';

/** The cost of an element besides its characters. */
const ELEMENT = 32;

/**
 * About how many characters an operation compares. Only operations on lists count: each comparison of a filter, and each
 * element to remove that has no `value`, compares the whole list.
 */
export function effortOf(operation: BoundOperation, resource: Resource): number {
  if (operation.kind === 'members' || !operation.path.attribute.multiValued) return 0;
  const present = readElements(resource, operation.path);
  const passes =
    operation.kind === 'elements'
      ? comparisonsIn(operation.where)
      : operation.op === 'remove'
        ? labelledItems(operation.value)
        : 0;
  return (passes + 1) * (sizeOf(present) + ELEMENT * present.length);
}

function comparisonsIn(filter: BoundFilter | undefined): number {
  switch (filter?.kind) {
    case undefined:
      return 0;
    case 'compare':
    case 'present':
      return 1;
    case 'and':
    case 'or':
      return comparisonsIn(filter.left) + comparisonsIn(filter.right);
    case 'not':
      return comparisonsIn(filter.operand);
    case 'some':
      return comparisonsIn(filter.where);
    default:
      return filter satisfies never;
  }
}

function labelledItems(value: Json | undefined): number {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null];
  return items.filter((item) => isObject(item) && item['value'] === undefined).length;
}
