import {
  bindPath,
  type AttributePath,
  type ParsedFilter,
  type Reading,
  type ResourceType,
} from '@scimwright/core';

/** What a filter over all types comes to for one of them: a filter of its own, or the same for each resource of it. */
export type FilterOfType = ParsedFilter | 'every' | 'none';

/**
 * Reads a filter over all resource types for one of them (RFC 7644 §3.4.2.1): an attribute that the type does not have
 * has no value, and `meta.resourceType` is known before anything is read.
 *
 * @example
 * const reading = openReading();
 * filterOfType(parseFilter('meta.resourceType eq "Group"', reading), userType, reading); // 'none'
 */
export function filterOfType(filter: ParsedFilter, type: ResourceType, reading: Reading): FilterOfType {
  switch (filter.kind) {
    case 'compare': {
      const { path, op, value } = filter;
      if (isTypeName(path) && (op === 'eq' || op === 'ne')) {
        return (value === type.name) === (op === 'eq') ? 'every' : 'none';
      }
      if (bindPath(path, type, reading) !== undefined) return filter;
      // What has no value is null, and unlike any other.
      const holds = op === 'ne' ? value !== null : op === 'eq' && value === null;
      return holds ? 'every' : 'none';
    }
    case 'present':
    case 'some':
      return bindPath(filter.path, type, reading) === undefined ? 'none' : filter;
    case 'and':
    case 'or': {
      const left = filterOfType(filter.left, type, reading);
      const right = filterOfType(filter.right, type, reading);
      return joined(filter.kind, left, right);
    }
    case 'not': {
      const operand = filterOfType(filter.operand, type, reading);
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
  // Of the two words only the other one is left, which changes nothing.
  if (typeof left === 'string') return right;
  if (typeof right === 'string') return left;
  return { kind, left, right };
}
