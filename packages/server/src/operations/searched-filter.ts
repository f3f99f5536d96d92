import { ScimError, type ParseContext, type ResourceType } from '@scimwright/core';
import { bindFilter, type BoundFilter, type ParsedFilter } from '@scimwright/core/filter';
import type { BoundPath } from '@scimwright/core/schema';
import { isComputed } from './is-computed.ts';

/**
 * Binds any filter of the grammar, for a type that can be searched by everything.
 *
 * @throws ScimError invalidFilter, also for attributes that are computed for each response
 */
export function searchedFilter(
  parsed: ParsedFilter,
  type: ResourceType,
  parseContext: ParseContext,
): BoundFilter {
  const filter = bindFilter(parsed, type, parseContext);
  const computed = pathsOf(filter).find((path) => isComputed(path, type));
  if (computed === undefined) return filter;
  const name = `${computed.attribute.name}.${computed.sub?.name}`;
  throw new ScimError(
    'invalidFilter',
    `${name} is computed for each response and cannot be filtered. Use id.`,
    {
      path: name,
    },
  );
}

/** Every path in a filter. A path inside a value filter includes the attribute around it. */
export function pathsOf(filter: BoundFilter): readonly BoundPath[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return [filter.path];
    case 'and':
    case 'or':
      return [...pathsOf(filter.left), ...pathsOf(filter.right)];
    case 'not':
      return pathsOf(filter.operand);
    case 'some':
      return pathsOf(filter.where).map(({ attribute }) => ({ ...filter.path, sub: attribute }));
    default:
      return filter satisfies never;
  }
}
