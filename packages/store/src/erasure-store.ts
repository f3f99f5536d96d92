import type { TenantId } from './tenant-id.ts';

/** Where something of a person is kept, besides their resource: log entries and events by number, tokens and links by id. */
export interface Traces {
  /** Entries of the log that are about them. They go. */
  readonly entries: readonly number[];
  /** Entries about others that quote them. The entries stay; detail, paths and filter go. */
  readonly quotes: readonly number[];
  /** Events that hold something of them. They go; those that are still to be delivered, with their delivery. */
  readonly events: readonly number[];
  /** Tokens that name them. They go. */
  readonly tokens: readonly string[];
  /** Other tokens, and hand-over links, whose description or creator names them. Both texts become `ERASED`. */
  readonly labelledTokens: readonly string[];
  readonly labelledHandOvers: readonly string[];
}

/** What stands where a text named somebody who was erased. */
export const ERASED = 'erased';

/** Takes out of a database what it keeps of a person besides their resource. */
export interface ErasureStore {
  /**
   * Erases traces in a tenant, in portions: when it breaks off, it can be done again. An event that is still to be delivered stays
   * as it is until it is settled, so that the product hears in order; from then on it holds nothing.
   *
   * @param isHeard - whether somebody listens to events; where nobody does, those that are to be delivered go too
   * @returns how many events wait for their delivery
   */
  erase(tenant: TenantId, traces: Traces, isHeard: boolean): Promise<number>;
}
