import type { Tenant } from './tenant-store.ts';
import type { TenantId } from './tenant-id.ts';

/** A stored token: its hash, never the token itself. Times are UTC, ISO 8601 with milliseconds. */
export interface StoredToken {
  readonly id: string;
  readonly tenant: TenantId;
  /** SHA-256 of the token, in lower-case hex. */
  readonly hash: string;
  readonly description: string;
  readonly scope: string;
  /** The user that it names; undefined for a token of the whole tenant, such as Entra's. */
  readonly userId: string | undefined;
  readonly createdBy: string;
  readonly created: string;
  readonly expires: string | undefined;
  readonly lastUsed: string | undefined;
  readonly revoked: string | undefined;
}

/**
 * How many live tokens a tenant may have, and when the existing ones expire. Tokens that name a user and tokens that do not are counted
 * apart, and a new token does not affect the other kind.
 */
export interface IssueLimits {
  /** The largest number of live tokens. */
  readonly max: number;
  /** When the existing live tokens expire at the latest; undefined leaves them as they are. */
  readonly overlapUntil: string | undefined;
}

/** Stores tokens. A token that names a user stays, as a record, when that user is removed. */
export interface TokenStore {
  /**
   * Stores a token unless the tenant has `max` live tokens of its kind at `token.created`. The database decides, so that two
   * concurrent calls cannot both take the last place. With `overlapUntil`, the existing live tokens expire then at the latest, in the
   * same commit: a rotation.
   *
   * @returns false when there are too many; then nothing changes
   */
  issue(token: StoredToken, limits: IssueLimits): Promise<boolean>;
  /** The token with that hash and its tenant, even if the token is revoked or expired. */
  find(hash: string): Promise<{ readonly token: StoredToken; readonly tenant: Tenant } | undefined>;
  /** All tokens of a tenant, newest first. */
  list(tenant: TenantId): Promise<readonly StoredToken[]>;
  /** False when the tenant has no such live token. */
  revoke(tenant: TenantId, id: string, at: string): Promise<boolean>;
  /** Records when a token was last used. */
  touch(id: string, at: string): Promise<void>;
}

/**
 * Whether a token is accepted at that time: neither revoked nor expired.
 *
 * @example
 * isLive({ expires: undefined, revoked: undefined }, new Date()); // true
 */
export function isLive({ expires, revoked }: Pick<StoredToken, 'expires' | 'revoked'>, now: Date): boolean {
  return revoked === undefined && (expires === undefined || Date.parse(expires) > now.getTime());
}

/**
 * Whether two tokens are of one kind: both name a user, or neither does.
 *
 * @example
 * isSameKind({ userId: 'u1' }, { userId: 'u2' }); // true
 */
export function isSameKind(one: Pick<StoredToken, 'userId'>, other: Pick<StoredToken, 'userId'>): boolean {
  return (one.userId === undefined) === (other.userId === undefined);
}
