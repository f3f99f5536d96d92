import type { ParseContext, ResourceType } from '@scimwright/core';
import type { ParsedFilter } from '@scimwright/core/filter';
import { bindPath, type AttributePath } from '@scimwright/core/path';

/** What a filter over all types means for one type: a filter, or the same answer for each of its resources. */
export type FilterOfType = ParsedFilter | 'every' | 'none';

/**
 * Narrows a filter over all resource types to one type (RFC 7644 §3.4.2.1). An attribute that the type does not have has no
 * value, and `meta.resourceType` is known in advance.
 *
 * @example
 * const parseContext = openParseContext();
 * filterOfType(parseFilter('meta.resourceType eq "Group"', parseContext), userType, parseContext); // 'none'
 */
export function filterOfType(
  filter: ParsedFilter,
  type: ResourceType,
  parseContext: ParseContext,
): FilterOfType {
  switch (filter.kind) {
    case 'compare': {
      const { path, op, value } = filter;
      if (isTypeName(path) && (op === 'eq' || op === 'ne')) {
        return (value === type.name) === (op === 'eq') ? 'every' : 'none';
      }
      if (bindPath(path, type, parseContext) !== undefined) return filter;
      // No value equals null, and differs from everything else.
      const holds = op === 'ne' ? value !== null : op === 'eq' && value === null;
      return holds ? 'every' : 'none';
    }
    case 'present':
    case 'some':
      return bindPath(filter.path, type, parseContext) === undefined ? 'none' : filter;
    case 'and':
    case 'or': {
      const left = filterOfType(filter.left, type, parseContext);
      const right = filterOfType(filter.right, type, parseContext);
      return joined(filter.kind, left, right);
    }
    case 'not': {
      const operand = filterOfType(filter.operand, type, parseContext);
      if (operand === 'every') return 'none';
      return operand === 'none' ? 'every' : { ...filter, operand };
    }
    default:
      return filter satisfies never;
  }
}

function isTypeName({ schema, name, sub }: AttributePath): boolean {
  return schema === undefined && /^meta$/i.test(name) && /^resourceType$/i.test(sub ?? '');
}

function joined(kind: 'and' | 'or', left: FilterOfType, right: FilterOfType): FilterOfType {
  const decisive = kind === 'and' ? 'none' : 'every';
  if (left === decisive || right === decisive) return decisive;
  // The other of the two words changes nothing.
  if (typeof left === 'string') return right;
  if (typeof right === 'string') return left;
  return { kind, left, right };
}
