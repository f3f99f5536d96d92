import type { DerivationStore } from './derivation-store.ts';
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
  readonly derivations: DerivationStore;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Finishes what is under way and lets the database go. */
  close(): Promise<void>;
}
