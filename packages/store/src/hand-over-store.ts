import type { Tenant } from './tenant-store.ts';
import type { TenantId } from './tenant-id.ts';
import type { IssueLimits, StoredToken } from './token-store.ts';

/**
 * A hand-over link as it is stored: never its code, and no token, which is issued when the link is redeemed. Times are
 * UTC, ISO 8601 with milliseconds.
 */
export interface StoredHandOver {
  readonly id: string;
  readonly tenant: TenantId;
  /** SHA-256 of the code, in lower-case hex. */
  readonly hash: string;
  /** What the token will be for. */
  readonly description: string;
  readonly createdBy: string;
  readonly created: string;
  readonly expires: string;
  /** When it was redeemed, and the id of the token that came of it. */
  readonly redeemed: string | undefined;
  readonly tokenId: string | undefined;
  /** When it was withdrawn. A link is redeemed or withdrawn, never both. */
  readonly withdrawn: string | undefined;
}

/** What became of redeeming a link; only `redeemed` changed anything. */
export type Redemption =
  'redeemed' | 'redeemed-before' | 'withdrawn' | 'expired' | 'too-many-tokens' | 'absent';

/** Where hand-over links are kept. They stay after they were redeemed or withdrawn, as a record of who got what. */
export interface HandOverStore {
  create(handOver: StoredHandOver): Promise<void>;
  /** The link with that hash, also one that was redeemed or withdrawn or has expired, and its tenant. */
  find(hash: string): Promise<{ readonly handOver: StoredHandOver; readonly tenant: Tenant } | undefined>;
  /** All links of a tenant, the newest first. */
  list(tenant: TenantId): Promise<readonly StoredHandOver[]>;
  /**
   * Redeems a link at `token.created`: issues the token as `TokenStore.issue` does and marks the link, both or neither.
   * The database decides, so that of many at once exactly one gets a token.
   */
  redeem(id: string, token: StoredToken, limits: IssueLimits): Promise<Redemption>;
  /**
   * Withdraws a link at that time: it issues no token any more. The database decides between this and `redeem`.
   *
   * @returns false when the tenant has no such link that is open; nothing is changed then
   */
  withdraw(tenant: TenantId, id: string, at: string): Promise<boolean>;
}
