import type { Dialect } from '../wire/wire-knobs.ts';

/** The flag in the tenant URL that selects the second dialect of PATCH. */
const FLAG = 'aadOptscim062020';

/** A tenant URL, taken apart as Entra takes it. */
export interface TenantUrl {
  /** What stands before `/Users`. */
  readonly base: string;
  /** What stands behind the question mark, without it. */
  readonly query: string;
  /** What the flag selects. */
  readonly dialect: Dialect;
}

/**
 * Takes a tenant URL apart.
 *
 * @throws RangeError that says what is wrong with it
 *
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 *
 * @example
 * readTenantUrl('https://scim.example/contoso/?aadOptscim062020').base; // 'https://scim.example/contoso'
 */
export function readTenantUrl(text: string): TenantUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new RangeError('It is not a URL. Give it whole, as in https://scim.example/contoso/scim/v2');
  }
  if (url.username !== '' || url.password !== '') {
    throw new RangeError('It has a user or a password in it. Leave them out: the token says who you are.');
  }
  if (url.hash !== '') throw new RangeError('It has a part behind #. Leave it out.');
  const query = url.search.slice(1);
  return {
    base: `${url.origin}${withoutSlash(url.pathname)}`,
    query,
    dialect: query.toLowerCase().includes(FLAG.toLowerCase()) ? FLAG : 'default',
  };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
