import { openParseContext, ScimError, type ResourceType } from '@scimwright/core';
import { bindFilter, type BoundFilter } from '@scimwright/core/filter';
import { findLookup } from '@scimwright/core/resource';
import { parseAttributePath } from '@scimwright/core/path';

/** The filter for an attribute with a value; undefined when no index answers it. */
export function equalTo(type: ResourceType, attribute: string, value: string): BoundFilter | undefined {
  const path = parseAttributePath(attribute);
  if (path === undefined) return undefined;
  try {
    const filter = bindFilter({ kind: 'compare', path, op: 'eq', value }, type, openParseContext());
    return findLookup(filter, type) && filter;
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}
