import { bearerToken, hashToken, sameHash } from '@scimwright/server';

/**
 * Why a request is not an administrator's, in words; undefined when it is. The header is empty without a token. The token is compared in constant time.
 *
 * @example
 * const refusal = notAdmin('Bearer scima_…', adminToken);
 */
export function notAdmin(authorization: string, adminToken: string): string | undefined {
  const given = bearerToken(authorization);
  if (given === undefined) {
    return 'Send the admin token in the header Authorization: Bearer. It is in ADMIN_TOKEN, or in the file admin-token of the data folder.';
  }
  // Hashes have one length, so that not even that of the token shows.
  return sameHash(hashToken(given), hashToken(adminToken))
    ? undefined
    : 'This is not the admin token of this host. It is in ADMIN_TOKEN, or in the file admin-token of the data folder.';
}
