import type { DemoPerson } from '@scimwright/connector-kit';
import { openParseContext, type Json, type JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { applyPatch, bindPatch, decodePatch } from '@scimwright/core/patch';
import type { MappingProfile } from '@scimwright/core/profile';
import { targetAttribute } from '@scimwright/core/resource';
import type { Attribute } from '@scimwright/core/schema';
import { madeUpValue } from './made-up-value.ts';
import type { Person } from './people.ts';

/**
 * The body that creates a person or group of the demo. A row gets its given value, or that of its source. A required row
 * without either gets a made-up value.
 */
export function resourceOf(
  { rows, type }: MappingProfile,
  person: Person,
  given: DemoPerson = {},
): JsonObject {
  const Operations = rows.flatMap(({ path, source, required, target }) => {
    if (target.path.attribute === type.membership || target.path.attribute.name === 'members') return [];
    const attribute = targetAttribute(target);
    const known = given[path] ?? fitting(source === undefined ? undefined : person[source], attribute);
    const value = known ?? (required ? madeUpValue(attribute, person) : undefined);
    return value === undefined ? [] : [{ op: 'add', path, value }];
  });
  const context = openParseContext();
  const operations = bindPatch(decodePatch({ schemas: [PATCH_OP], Operations }, context), type, context);
  const { resource } = applyPatch({}, operations, type, context);
  return { schemas: [type.schema.id, ...type.extensions.map(({ schema }) => schema.id)], ...resource };
}

/** The text of a source, if the attribute is a string that may have this value, or a boolean. */
function fitting(text: string | undefined, { type, canonicalValues }: Attribute): Json | undefined {
  if (text === undefined || canonicalValues?.includes(text) === false) return undefined;
  return type === 'string' || type === 'boolean' ? text : undefined;
}
