import type { MappingProfile } from '@scimwright/core/profile';
import type { Connector } from './connector.ts';

/**
 * Checks that a connector has the rows that Entra depends on: to find people and groups, and to disable people.
 *
 * @throws Error with the table, the row and the remedy
 */
export function checkNeededRows({
  users,
  groups,
  cannotDisable,
}: Pick<Connector, 'users' | 'groups' | 'cannotDisable'>): void {
  if (!hasRow(users, 'userName')) {
    throw new Error(
      "users: no row for userName, by which Entra finds people: add attribute('userName', 'string', { required: true, filterable: true })",
    );
  }
  if (!hasRow(users, 'active') && cannotDisable === undefined) {
    throw new Error(
      "users: no row for active, by which Entra disables people: add attribute('active', 'boolean'), or say why the product cannot disable anybody, with cannotDisable: '…'",
    );
  }
  if (hasRow(users, 'active') && cannotDisable !== undefined) {
    throw new Error('cannotDisable: users has a row for active: remove one of them');
  }
  if (groups !== undefined && !hasRow(groups, 'displayName')) {
    throw new Error(
      "groups: no row for displayName, by which Entra finds groups: add attribute('displayName', 'string', { required: true, filterable: true })",
    );
  }
}

function hasRow({ rows }: MappingProfile, name: string): boolean {
  return rows.some(({ target: { path } }) => path.extension === undefined && path.attribute.name === name);
}
