import { ScimError } from '@scimwright/core';

/** What is usually wrong with a Tenant URL, and the sentence that says so. */
const MISTAKES: readonly (readonly [path: RegExp, cause: string])[] = [
  [/(\/api\/scim|\/scim\/v2)(?=\/).*\1/, 'The Tenant URL has its path twice'],
  [
    /\/(Users|Groups)\/(Users|Groups)\/?$/,
    'The Tenant URL ends in /Users or /Groups, which Entra adds itself',
  ],
  [/\/scim\/(v\d+\/)?(Users|Groups)/i, 'The Tenant URL has another version, or another spelling of the path'],
  [/\/{2}/, 'The Tenant URL has two slashes in a row'],
];

/**
 * The refusal of a request to a path that is not there, with what is probably wrong.
 *
 * @param tenantUrls - the paths of the tenant URLs there are, with `:tenant` for a name
 *
 * @example
 * throw unknownPath('/flow/contoso/scim/v2/scim/v2/Users', ['/flow/:tenant/scim/v2']);
 */
export function unknownPath(path: string, tenantUrls: readonly string[]): ScimError {
  const [, cause = 'There is nothing at this path'] = MISTAKES.find(([mistake]) => mistake.test(path)) ?? [];
  const shapes = tenantUrls.map((url) => url.replace(':tenant', '{tenant}')).join(', ');
  return new ScimError(
    'notFound',
    `${cause}. A Tenant URL of this host ends in one of these: ${shapes}. Entra adds /Users and /Groups to it.`,
  );
}
