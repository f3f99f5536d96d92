import type { TenantId } from './tenant-id.ts';

/** The traces of a person besides their resource: log entries and events by number, tokens and links by id. */
export interface Traces {
  /** Log entries about them, to delete. */
  readonly entries: readonly number[];
  /** Log entries about others that quote them. Detail, paths and filter are deleted; the entries stay. */
  readonly quotes: readonly number[];
  /** Events with data of theirs, to delete; a pending event after its delivery. */
  readonly events: readonly number[];
  /** Tokens that name them, to delete. */
  readonly tokens: readonly string[];
  /** Other tokens and hand-over links whose description or creator names them. Both texts become `ERASED`. */
  readonly labelledTokens: readonly string[];
  readonly labelledHandOvers: readonly string[];
}

/** Replaces a text that named an erased person. */
export const ERASED = 'erased';

/** Erases the traces of a person besides their resource. */
export interface ErasureStore {
  /**
   * Erases traces in a tenant, in portions, so that you can repeat a call that failed. A pending event stays as it is until it is
   * settled, so that the product hears events in order; then it is emptied.
   *
   * @param isHeard - whether a handler listens to events; without one, pending events are deleted too
   * @returns how many events still wait for their delivery
   */
  erase(tenant: TenantId, traces: Traces, isHeard: boolean): Promise<number>;
}
