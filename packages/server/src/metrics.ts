/** The events that a server counts; the host turns them into Prometheus metrics. */
export interface Metrics {
  /** A request was answered. `operation` is undefined when no route matched. */
  answered(request: {
    readonly connector: string | undefined;
    readonly operation: string | undefined;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** A request had no valid token. */
  unauthorized(connector: string): void;
  /** A request departed from the RFCs. */
  departed(connector: string, departure: string): void;
  /** A request had to wait, and then began or was refused. */
  waited(request: {
    readonly connector: string;
    readonly outcome: 'begun' | 'refused';
    readonly seconds: number;
  }): void;
  /** Log entries were dropped, because they could not be stored or exceeded the quota of their tenant. */
  dropped(entries: number): void;
  /** The bytes of responses, of all tenants, that clients have not read yet. */
  waiting(bytes: number): void;
}

/** Metrics that count nothing. */
export const noMetrics: Metrics = {
  answered() {},
  unauthorized() {},
  departed() {},
  dropped() {},
  waited() {},
  waiting() {},
};
