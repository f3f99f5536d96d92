import { isLive, type StoredToken } from '@scimwright/store';

/** Everything about a token that may be seen: neither its secret nor its hash. */
export interface ShownToken {
  readonly id: string;
  readonly state: 'live' | 'expired' | 'revoked';
  readonly description: string;
  readonly scope: string;
  /** The user whom it names; undefined for one that stands for the tenant. */
  readonly userId: string | undefined;
  readonly createdBy: string;
  readonly created: string;
  readonly expires: string | undefined;
  readonly lastUsed: string | undefined;
  readonly revoked: string | undefined;
}

/**
 * Shows a token.
 *
 * @example
 * const { state } = showToken(token, new Date());
 */
export function showToken(token: StoredToken, now: Date): ShownToken {
  const { id, description, scope, userId, createdBy, created, expires, lastUsed, revoked } = token;
  const state = stateOf(token, now);
  return { id, state, description, scope, userId, createdBy, created, expires, lastUsed, revoked };
}

function stateOf(token: StoredToken, now: Date): ShownToken['state'] {
  if (token.revoked !== undefined) return 'revoked';
  return isLive(token, now) ? 'live' : 'expired';
}
