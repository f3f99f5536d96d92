import {
  applyPatch,
  bindPatch,
  decodePatch,
  openReading,
  PATCH_OP,
  type JsonObject,
  type MappingProfile,
} from '@scimwright/core';
import type { Person } from './people.ts';

/**
 * The body with which a client would create a person or group of the demo: each row of the profile takes what its
 * source has. A required row whose source says nothing takes the company's name, so that every profile is filled.
 *
 * @example
 * resourceOf(connector.users, { userPrincipalName: 'mira.rao@contoso.example' });
 */
export function resourceOf({ rows, type }: MappingProfile, person: Person): JsonObject {
  const Operations = rows.flatMap(({ path, source, required, target }) => {
    if (target.path.attribute === type.membership || target.path.attribute.name === 'members') return [];
    const known = source === undefined ? undefined : person[source];
    const value = known ?? (required ? 'Contoso' : undefined);
    return value === undefined ? [] : [{ op: 'add', path, value }];
  });
  const reading = openReading();
  const operations = bindPatch(decodePatch({ schemas: [PATCH_OP], Operations }, reading), type, reading);
  const { resource } = applyPatch({}, operations, type, reading);
  return { schemas: [type.schema.id, ...type.extensions.map(({ schema }) => schema.id)], ...resource };
}
