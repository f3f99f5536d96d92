import { ScimError } from '@scimwright/core';

/** What is usually wrong with a Tenant URL, and the sentence that says so. */
const MISTAKES: readonly (readonly [path: RegExp, cause: string])[] = [
  [/(\/api\/scim|\/scim\/v2)(?=\/).*\1/, 'The Tenant URL has its path twice'],
  [
    /\/(Users|Groups)\/(Users|Groups)\/?$/,
    'The Tenant URL ends in /Users or /Groups, which Entra adds itself',
  ],
  [/\/scim\/(v\d+\/)?(Users|Groups)/i, 'The Tenant URL has another version, or another spelling of the path'],
];

/**
 * The refusal of a request to a path that is not there, with what is probably wrong. It names the Tenant URL of the product
 * whose path it begins like, and of no other: the customers of one product are not told what else a host serves.
 *
 * @param tenantUrls - the paths of the tenant URLs there are, with `:tenant` for a name
 *
 * @example
 * throw unknownPath('/flow/contoso/scim/v2/scim/v2/Users', ['/flow/:tenant/scim/v2']);
 */
export function unknownPath(path: string, tenantUrls: readonly string[]): ScimError {
  const [, cause = 'There is nothing at this path'] = MISTAKES.find(([mistake]) => mistake.test(path)) ?? [];
  const akin =
    tenantUrls.length === 1 ? tenantUrls : tenantUrls.filter((url) => beginOf(url) === beginOf(path));
  const shapes = akin.map((url) => url.replace(':tenant', '{tenant}')).join(' or ');
  const remedy =
    shapes === ''
      ? 'Copy the whole Tenant URL again, from where you got it. Entra adds /Users and /Groups to it.'
      : `The Tenant URL ends in ${shapes}. Entra adds /Users and /Groups to it.`;
  return new ScimError('notFound', `${cause}. ${remedy}`);
}

/** The first part of a path, which names the product; in any case, since that is one of the mistakes. */
function beginOf(path: string): string | undefined {
  return path.split('/', 2)[1]?.toLowerCase();
}
