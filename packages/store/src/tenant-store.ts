import type { JsonObject } from '@scimwright/core';
import type { TenantId } from './tenant-id.ts';

/** A customer of one connector. */
export interface Tenant {
  readonly id: TenantId;
  /** The id of its connector. */
  readonly connector: string;
  /** Its name in the tenant URL, unique within the connector. */
  readonly name: string;
  /** Whether the endpoint answers. */
  readonly enabled: boolean;
  /** What the customer has bought, in the connector's names. */
  readonly entitlements: readonly string[];
  /** Parsed by the connector's settings schema when they were saved. */
  readonly settings: JsonObject;
  /** UTC, ISO 8601 with milliseconds. */
  readonly created: string;
}

/** Which tenants to list. */
export interface TenantQuery {
  /** Undefined for all connectors. */
  readonly connector: string | undefined;
  /** Only tenants behind this one. */
  readonly after: Pick<Tenant, 'connector' | 'name'> | undefined;
  readonly limit: number;
}

/** Stores tenants. */
export interface TenantStore {
  /** False when the connector already has a tenant of that name. */
  create(tenant: Tenant): Promise<boolean>;
  get(connector: string, name: string): Promise<Tenant | undefined>;
  /** At most `limit` tenants, by connector and name. */
  list(query: TenantQuery): Promise<readonly Tenant[]>;
  /** False when there is no such tenant. */
  update(
    id: TenantId,
    change: Partial<Pick<Tenant, 'enabled' | 'entitlements' | 'settings'>>,
  ): Promise<boolean>;
  /**
   * Deletes a tenant with all its data; false when there is no such tenant. Its name is free at once, its tokens and links are refused
   * and its events are not delivered. Most rows of a large tenant are left to `Store.sweep`.
   *
   * @param at - UTC, ISO 8601 with milliseconds
   */
  remove(id: TenantId, at: string): Promise<boolean>;
}
