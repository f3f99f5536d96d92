import type { Store } from '../store.ts';
import { memoryDerivations } from './memory-derivations.ts';
import { memoryHandOvers } from './memory-hand-overs.ts';
import { memoryLog } from './memory-log.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { memoryResources } from './memory-resources.ts';
import { emptyState } from './memory-state.ts';
import { memoryTenants } from './memory-tenants.ts';
import { memoryTokens } from './memory-tokens.ts';

/**
 * A store that keeps everything in memory: the reference of what the ports mean, and what tests run on. Nothing
 * survives the process, and a filter looks at every resource of the tenant.
 *
 * @example
 * const store = memoryStore();
 * await store.tenants.list({ connector: undefined, after: undefined, limit: 10 }); // []
 */
export function memoryStore(): Store {
  const state = emptyState();
  return {
    resources: memoryResources(state),
    tenants: memoryTenants(state),
    tokens: memoryTokens(state),
    handOvers: memoryHandOvers(state),
    log: memoryLog(state),
    outbox: memoryOutbox(state),
    derivations: memoryDerivations(state),
    ping: async () => undefined,
    close: async () => undefined,
  };
}
