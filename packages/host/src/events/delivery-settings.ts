/** How events are delivered to a handler. Times are in milliseconds. */
export interface DeliverySettings {
  /** How many handlers run at the same time, each with an event of a different user or group. */
  readonly concurrency: number;
  /**
   * How long a handler may take before the attempt has failed. When a host is killed, the events that it was delivering are
   * delivered again after one and a half times as long.
   */
  readonly timeoutMs: number;
  /** How often the host looks for events of other hosts on the same database. Its own are delivered at once. */
  readonly pollMs: number;
  /** How long a host that stops waits for handlers. */
  readonly graceMs: number;
}

/** The default settings. */
export const defaultDelivery: DeliverySettings = {
  concurrency: 16,
  timeoutMs: 30_000,
  pollMs: 5_000,
  graceMs: 8_000,
};
