import { booleanText, type AttributeSource, type ExpressionValue } from '../expression/value.ts';
import type { Directory, DirectoryGroup, DirectoryUser } from './directory.ts';

/** Stands between the address at home and the tenant. */
const GUEST = '#EXT#@';

/**
 * What mappings, expressions and scoping filters read of an object: its attributes, and those that Entra computes. A guest's
 * `userPrincipalName` is the address at home.
 *
 * @param isSoftDeleted - what `IsSoftDeleted` says: the job does not provision the object
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes
 *
 * @example
 * const directory = createDirectory({ defaultDomain: 'fjordline.example', appRoles: [] });
 * directory.apply({ kind: 'userAdded', id: 'u1', attributes: {} }, 0);
 * const user = directory.user('u1');
 * user && sourceOf(user, directory, false).get('IsSoftDeleted'); // 'False'
 */
export function sourceOf(
  object: DirectoryUser | DirectoryGroup,
  directory: Pick<Directory, 'rolesOf'>,
  isSoftDeleted: boolean,
): AttributeSource {
  const { attributes, id } = object;
  const plain = (name: string): ExpressionValue | undefined =>
    Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (object.kind === 'Group') {
    return {
      get: (name) => {
        if (name === 'objectId') return id;
        if (name === 'members') return [...object.members];
        return name === 'securityEnabled' ? booleanText(object.isSecurityEnabled) : plain(name);
      },
    };
  }
  return {
    get: (name) => {
      switch (name) {
        case 'objectId':
          return id;
        case 'accountEnabled':
          return booleanText(object.accountEnabled);
        case 'IsSoftDeleted':
          return booleanText(isSoftDeleted);
        case 'manager':
          return object.managerId;
        case 'appRoleAssignments':
          return { kind: 'appRoles', roles: directory.rolesOf(id), assertive: false };
        case 'originalUserPrincipalName':
          return plain('userPrincipalName');
        case 'userPrincipalName':
          return homeAddress(plain(name));
        default:
          return plain(name);
      }
    },
  };
}

function homeAddress(name: ExpressionValue | undefined): ExpressionValue | undefined {
  if (typeof name !== 'string' || !name.includes(GUEST)) return name;
  const home = name.slice(0, name.indexOf(GUEST));
  const at = home.lastIndexOf('_');
  return at < 0 ? name : `${home.slice(0, at)}@${home.slice(at + 1)}`;
}
