/** What a server takes as it is written, so that a path has one meaning. */
const SEGMENT = /^[A-Za-z0-9._~-]+$/;

/**
 * Checks the path of a tenant URL: slashes, plain words, and `:tenant` for the tenant's name, once at most.
 *
 * @throws Error that says what is wrong with it and how to write it
 *
 * @example
 * checkTenantPath('/flow/:tenant/scim/v2');
 */
export function checkTenantPath(path: string): void {
  if (!path.startsWith('/')) throw new Error(`path: "${path}" has no slash at its start: write "/${path}"`);
  if (path.endsWith('/')) {
    throw new Error(`path: "${path}" has a slash at its end, where Entra adds /Users: leave it out`);
  }
  const segments = path.slice(1).split('/');
  const odd = segments.find((segment) => segment !== ':tenant' && !SEGMENT.test(segment));
  if (odd !== undefined) {
    throw new Error(
      odd.startsWith(':')
        ? `path: "${path}" has ${odd} in it: the name of the tenant is written :tenant`
        : `path: "${path}" has "${odd}" between two slashes: write letters, digits, and . _ ~ -`,
    );
  }
  if (segments.filter((segment) => segment === ':tenant').length > 1) {
    throw new Error(`path: "${path}" has :tenant twice: leave one out`);
  }
}
