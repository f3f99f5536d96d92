import {
  bindFilter,
  ScimError,
  type BoundFilter,
  type BoundPath,
  type ParsedFilter,
  type Reading,
  type ResourceType,
} from '@scimwright/core';
import { isDerived } from './is-derived.ts';

/**
 * Binds a filter of the whole grammar, for a type that is searched by everything.
 *
 * @throws ScimError invalidFilter, also for what is made for each answer and kept nowhere
 *
 * @example
 * const reading = openReading();
 * searchedFilter(parseFilter('title pr', reading), userType, reading).kind; // 'present'
 */
export function searchedFilter(parsed: ParsedFilter, type: ResourceType, reading: Reading): BoundFilter {
  const filter = bindFilter(parsed, type, reading);
  const derived = pathsOf(filter).find((path) => isDerived(path, type));
  if (derived === undefined) return filter;
  const name = `${derived.attribute.name}.${derived.sub?.name}`;
  throw new ScimError('invalidFilter', `${name} is made for each answer and cannot be filtered: use id.`, {
    path: name,
  });
}

/**
 * Every path that a filter asks, those inside value filters with the attribute they are parts of.
 *
 * @example
 * const filter = bindFilter(parseFilter('title pr or id pr', openReading()), userType, openReading());
 * pathsOf(filter).length; // 2
 */
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
