/** How events are handed to a handler. Times are in milliseconds. */
export interface DeliverySettings {
  /** How many handlers run at a time, each with an event of another user or group. */
  readonly concurrency: number;
  /**
   * How long a handler may take before the event counts as not taken. After a host was killed, what it was handing over
   * comes again when half as long again has passed.
   */
  readonly timeoutMs: number;
  /** How often events of other hosts on the same database are looked for; those of its own come at once. */
  readonly pollMs: number;
  /** How long a host that stops waits for handlers. */
  readonly graceMs: number;
}

/** What holds unless a host says otherwise. */
export const defaultDelivery: DeliverySettings = {
  concurrency: 16,
  timeoutMs: 30_000,
  pollMs: 5_000,
  graceMs: 8_000,
};
