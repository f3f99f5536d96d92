import { printFilter, type ParsedFilter } from '@scimwright/core';

/**
 * Writes a filter for the log: what was compared, not with what.
 *
 * @example
 * redactFilter(parseFilter('userName eq "ada"', openReading())); // 'userName eq "…"'
 */
export function redactFilter(filter: ParsedFilter): string {
  return printFilter(redacted(filter));
}

function redacted(filter: ParsedFilter): ParsedFilter {
  switch (filter.kind) {
    case 'compare':
      // What names an element, as in [type eq "work"], is part of the path and says nothing about a person.
      return filter.path.name === 'type' || typeof filter.value !== 'string'
        ? filter
        : { ...filter, value: '…' };
    case 'present':
      return filter;
    case 'and':
    case 'or':
      return { ...filter, left: redacted(filter.left), right: redacted(filter.right) };
    case 'not':
      return { ...filter, operand: redacted(filter.operand) };
    case 'some':
      return { ...filter, where: redacted(filter.where) };
    default:
      return filter satisfies never;
  }
}
