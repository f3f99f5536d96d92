import type { DemoPerson } from '@scimwright/connector-kit';
import {
  applyPatch,
  bindPatch,
  decodePatch,
  openReading,
  PATCH_OP,
  targetAttribute,
  type Attribute,
  type Json,
  type JsonObject,
  type MappingProfile,
} from '@scimwright/core';
import { madeUpValue } from './made-up-value.ts';
import type { Person } from './people.ts';

/**
 * The body with which a client would create a person or group of the demo. A row takes the value that is given for it, or what
 * its source says of the person. A required row that has neither takes a made-up value.
 *
 * @example
 * resourceOf(connector.users, { userPrincipalName: 'mira.rao@contoso.example' }, { active: true });
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
  const reading = openReading();
  const operations = bindPatch(decodePatch({ schemas: [PATCH_OP], Operations }, reading), type, reading);
  const { resource } = applyPatch({}, operations, type, reading);
  return { schemas: [type.schema.id, ...type.extensions.map(({ schema }) => schema.id)], ...resource };
}

/** The source is a text; it fits an attribute of text that may have this value, and one that reads "True". */
function fitting(text: string | undefined, { type, canonicalValues }: Attribute): Json | undefined {
  if (text === undefined || canonicalValues?.includes(text) === false) return undefined;
  return type === 'string' || type === 'boolean' ? text : undefined;
}
