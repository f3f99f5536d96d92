import type { Tenant } from './tenant-store.ts';
import type { TenantId } from './tenant-id.ts';
import type { IssueLimits, StoredToken } from './token-store.ts';

/**
 * A stored hand-over link. Neither its code nor a token is stored: the token is issued when the link is redeemed. Times are UTC,
 * ISO 8601 with milliseconds.
 */
export interface StoredHandOver {
  readonly id: string;
  readonly tenant: TenantId;
  /** SHA-256 of the code, in lower-case hex. */
  readonly hash: string;
  /** The description of the token to issue. */
  readonly description: string;
  readonly createdBy: string;
  readonly created: string;
  readonly expires: string;
  /** When it was redeemed, and the id of the token issued then. */
  readonly redeemed: string | undefined;
  readonly tokenId: string | undefined;
  /** A link is redeemed or withdrawn, never both. */
  readonly withdrawn: string | undefined;
}

/** The result of redeeming a link; only `redeemed` changes anything. */
export type Redemption =
  | 'redeemed'
  | 'redeemed-before'
  | 'withdrawn'
  | 'expired'
  | 'too-many-tokens'
  | 'absent';

/** Stores hand-over links. A redeemed or withdrawn link stays, as a record. */
export interface HandOverStore {
  create(handOver: StoredHandOver): Promise<void>;
  /** The link with that hash and its tenant, even if the link is redeemed, withdrawn or expired. */
  find(hash: string): Promise<{ readonly handOver: StoredHandOver; readonly tenant: Tenant } | undefined>;
  /** All links of a tenant, newest first. */
  list(tenant: TenantId): Promise<readonly StoredHandOver[]>;
  /**
   * Redeems a link at `token.created`: issues the token as `TokenStore.issue` does and marks the link, both or neither. The database
   * decides, so that exactly one of many concurrent calls gets a token.
   */
  redeem(id: string, token: StoredToken, limits: IssueLimits): Promise<Redemption>;
  /**
   * Withdraws a link, so that it issues no token. The database decides between this and `redeem`.
   *
   * @returns false when the tenant has no such open link; then nothing changes
   */
  withdraw(tenant: TenantId, id: string, at: string): Promise<boolean>;
}
