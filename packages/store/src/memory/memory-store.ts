import type { AuditTrail, StoredAuditEntry } from '../audit-trail.ts';
import type { ClockMark, ClockStore } from '../clock-store.ts';
import type { Definition, DefinitionStore } from '../definition-store.ts';
import type { Store } from '../store.ts';
import { memoryErasure } from './memory-erasure.ts';
import { memoryHandOvers } from './memory-hand-overs.ts';
import { memoryListeners } from './memory-listeners.ts';
import { memoryLog } from './memory-log.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { memoryResources } from './memory-resources.ts';
import { emptyState } from './memory-state.ts';
import { memoryTenants } from './memory-tenants.ts';
import { memoryTokens } from './memory-tokens.ts';

/** Every platform has it; TypeScript declares it only with the types of a browser or of Node. */
declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/**
 * A store in memory: the reference of the ports, for tests. Nothing survives the process, and a filter reads every resource of the
 * tenant.
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
    definitions: memoryDefinitions(),
    audit: memoryAudit(),
    clock: memoryClock(),
    erasure: memoryErasure(state),
    secret: async () => secret,
    ping: async () => undefined,
    scrub: async () => true,
    vacuum: async () => undefined,
    // A removal deletes everything at once.
    sweep: async () => undefined,
    diskFull: () => undefined,
    probe: async () => undefined,
    close: async () => undefined,
  };
}

function memoryDefinitions(): DefinitionStore {
  const known = new Map<string, Definition>();
  const keyOf = (connector: string, type: string): string => JSON.stringify([connector, type]);
  return {
    get: async (connector, type) => known.get(keyOf(connector, type)),
    set: async (connector, type, definition) => {
      known.set(keyOf(connector, type), definition);
    },
  };
}

function memoryAudit(): AuditTrail {
  const entries: StoredAuditEntry[] = [];
  return {
    append: async (entry) => {
      entries.unshift({ ...entry, seq: entries.length + 1 });
    },
    read: async ({ connector, tenant, before = Infinity, limit }) =>
      entries
        .filter((entry) => entry.seq < before)
        .filter((entry) => connector === undefined || entry.connector === connector)
        .filter((entry) => tenant === undefined || entry.tenant === tenant)
        .slice(0, limit),
  };
}

function memoryClock(): ClockStore {
  let mark: ClockMark | undefined;
  return {
    read: async () => mark,
    raise: async ({ at, setBacks }) => {
      mark ??= { at, setBacks: 0 };
      if (setBacks === mark.setBacks && at > mark.at) mark = { ...mark, at };
      return mark;
    },
    setBack: async (at) => {
      const before = mark;
      if (before === undefined || before.at <= at) return undefined;
      mark = { at, setBacks: before.setBacks + 1 };
      return before;
    },
  };
}
