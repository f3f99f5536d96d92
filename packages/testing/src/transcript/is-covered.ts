import type { Connector } from '@scimwright/connector-kit';
import type { MappingProfile } from '@scimwright/core/profile';
import type { Transcript } from '@scimwright/conformance';

type Mark = 'mapped' | 'optional' | 'required' | 'filterable';

/** Whether a connector meets all conditions of a transcript, so that the transcript must pass. */
export function isCovered(
  { needs, departures }: Pick<Transcript, 'needs' | 'departures'>,
  connector: Connector,
): boolean {
  const { user = {}, group, role, outside } = needs;
  return (
    hasMarks(connector.users, user) &&
    coversGroups(connector.groups, group) &&
    (role === undefined || connector.users.type.solePrimary.has('roles')) &&
    (outside === undefined || outside === connector.unmapped) &&
    departures.every((departure) => !connector.departuresOff.includes(departure))
  );
}

function coversGroups(groups: MappingProfile | undefined, needed: Transcript['needs']['group']): boolean {
  if (needed === undefined) return true;
  if (needed === false) return groups === undefined;
  return groups !== undefined && hasMarks(groups, needed);
}

function hasMarks(profile: MappingProfile, needed: Readonly<Record<string, Mark>>): boolean {
  return Object.entries(needed).every(([path, mark]) => hasMark(profile, path, mark));
}

function hasMark({ rows, type }: MappingProfile, path: string, mark: Mark): boolean {
  if (!rows.some((row) => row.path === path)) return false;
  const isRequired = type.required.some((requirement) => requirement.path === path);
  switch (mark) {
    case 'mapped':
      return true;
    case 'required':
      return isRequired;
    case 'optional':
      return !isRequired;
    case 'filterable':
      return type.indexes.some((index) => index.path === path);
    default:
      return mark satisfies never;
  }
}
