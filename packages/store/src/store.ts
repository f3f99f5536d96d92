import type { HandOverStore } from './hand-over-store.ts';
import type { Outbox } from './outbox.ts';
import type { ProvisioningLog } from './provisioning-log.ts';
import type { ResourceStore } from './resource-store.ts';
import type { TenantStore } from './tenant-store.ts';
import type { TokenStore } from './token-store.ts';

/** Everything a server keeps, behind one port for each kind. */
export interface Store {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly handOvers: HandOverStore;
  readonly log: ProvisioningLog;
  readonly outbox: Outbox;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Finishes what is under way and lets the database go. */
  close(): Promise<void>;
}
