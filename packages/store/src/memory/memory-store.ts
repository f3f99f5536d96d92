import type { Store } from '../store.ts';
import { memoryAudit } from './memory-audit.ts';
import { memoryClock } from './memory-clock.ts';
import { memoryDerivations } from './memory-derivations.ts';
import { memoryErasure } from './memory-erasure.ts';
import { memoryHandOvers } from './memory-hand-overs.ts';
import { memoryListeners } from './memory-listeners.ts';
import { memoryLog } from './memory-log.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { memoryResources } from './memory-resources.ts';
import { emptyState } from './memory-state.ts';
import { memoryTenants } from './memory-tenants.ts';
import { memoryTokens } from './memory-tokens.ts';

/** Every platform has it; the types of TypeScript have it with those of a browser or of Node alone. */
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

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
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return {
    resources: memoryResources(state),
    tenants: memoryTenants(state),
    tokens: memoryTokens(state),
    handOvers: memoryHandOvers(state),
    log: memoryLog(state),
    outbox: memoryOutbox(state),
    listeners: memoryListeners(state),
    derivations: memoryDerivations(state),
    audit: memoryAudit(),
    clock: memoryClock(),
    erasure: memoryErasure(state),
    secret: async () => secret,
    ping: async () => undefined,
    scrub: async () => true,
    vacuum: async () => undefined,
    // Removals leave nothing here.
    sweep: async () => undefined,
    lackOfRoom: () => undefined,
    probe: async () => undefined,
    close: async () => undefined,
  };
}
