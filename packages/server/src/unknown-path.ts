import { ScimError } from '@scimwright/core';

/** The usual mistakes in a Tenant URL. */
const MISTAKES: readonly (readonly [path: RegExp, cause: string])[] = [
  [/(\/api\/scim|\/scim\/v2)(?=\/).*\1/, 'The Tenant URL has its path twice'],
  [
    /\/(Users|Groups)\/(Users|Groups)\/?$/,
    'The Tenant URL ends in /Users or /Groups, which Entra adds itself',
  ],
  [/\/scim\/(v\d+\/)?(Users|Groups)/i, 'The Tenant URL has a different version, or its path is misspelled'],
];

/**
 * The refusal of an unknown path, with the likely mistake. It names only Tenant URLs that begin like the path, so that the
 * customers of one product do not learn what else a host serves.
 *
 * @param tenantUrls - the paths of all tenant URLs, with `:tenant` for the name
 */
export function unknownPath(path: string, tenantUrls: readonly string[]): ScimError {
  const [, cause = 'There is nothing at this path'] = MISTAKES.find(([mistake]) => mistake.test(path)) ?? [];
  const similar =
    tenantUrls.length === 1 ? tenantUrls : tenantUrls.filter((url) => productIn(url) === productIn(path));
  const shapes = similar.map((url) => url.replace(':tenant', '{tenant}')).join(' or ');
  const remedy =
    shapes === ''
      ? 'Copy the whole Tenant URL again, from where you got it. Entra adds /Users and /Groups to it.'
      : `The Tenant URL ends in ${shapes}. Entra adds /Users and /Groups to it.`;
  return new ScimError('notFound', `${cause}. ${remedy}`);
}

/** The first part of a path, which names the product. Its case is ignored, since wrong case is one of the mistakes. */
function productIn(path: string): string | undefined {
  return path.split('/', 2)[1]?.toLowerCase();
}
