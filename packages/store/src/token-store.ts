import type { Tenant } from './tenant-store.ts';
import type { TenantId } from './tenant-id.ts';

/** A token as it is stored: never the token itself. Times are UTC, ISO 8601 with milliseconds. */
export interface StoredToken {
  readonly id: string;
  readonly tenant: TenantId;
  /** SHA-256 of the token, in lower-case hex. */
  readonly hash: string;
  readonly description: string;
  readonly scope: string;
  /** The user of the tenant whom it names; undefined for one that stands for the tenant, as Entra's does. */
  readonly userId: string | undefined;
  readonly createdBy: string;
  readonly created: string;
  readonly expires: string | undefined;
  readonly lastUsed: string | undefined;
  readonly revoked: string | undefined;
}

/**
 * How many tokens there may be, and what becomes of those there are. Tokens that name a user and tokens that name none are
 * counted apart, and a new one touches none of the other kind.
 */
export interface IssueLimits {
  /** So many tokens of a tenant may be live. */
  readonly most: number;
  /** When the tokens that are live expire at the latest; undefined leaves them alone. */
  readonly overlapUntil: string | undefined;
}

/** Where tokens are kept. One that names a user stays, as a record, when that user is removed. */
export interface TokenStore {
  /**
   * Stores a token unless the tenant has `most` live ones of its kind at `token.created`; decided by the database, so that two at
   * once cannot both be the last. With `overlapUntil`, those that were live until now expire then at the latest,
   * in the same commit: a rotation.
   *
   * @returns false when there are too many; nothing is changed then
   */
  issue(token: StoredToken, limits: IssueLimits): Promise<boolean>;
  /** The token with that hash, revoked and expired ones too, and its tenant. */
  find(hash: string): Promise<{ readonly token: StoredToken; readonly tenant: Tenant } | undefined>;
  /** All tokens of a tenant, the newest first. */
  list(tenant: TenantId): Promise<readonly StoredToken[]>;
  /** False when the tenant has no such token that is live. */
  revoke(tenant: TenantId, id: string, at: string): Promise<boolean>;
  /** Notes when a token was last used. */
  touch(id: string, at: string): Promise<void>;
}

/**
 * Whether a token opens anything at that time.
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
 * isAkin({ userId: 'u1' }, { userId: 'u2' }); // true
 */
export function isAkin(one: Pick<StoredToken, 'userId'>, other: Pick<StoredToken, 'userId'>): boolean {
  return (one.userId === undefined) === (other.userId === undefined);
}
