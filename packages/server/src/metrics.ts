/** What the server counts; the host turns it into Prometheus metrics. */
export interface Metrics {
  /** A request was answered. `operation` is undefined where no route matched. */
  answered(request: {
    readonly connector: string | undefined;
    readonly operation: string | undefined;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** A request came without a valid token. */
  unauthorized(connector: string): void;
  /** A request made a departure from the RFCs. */
  departed(connector: string, departure: string): void;
  /** A request had to wait for the turn of its tenant, and had it or was refused. */
  waited(request: {
    readonly connector: string;
    readonly outcome: 'begun' | 'refused';
    readonly seconds: number;
  }): void;
  /** Log entries of reads were dropped, because more came than could be stored. */
  dropped(entries: number): void;
  /** So many bytes of answers, of all tenants, wait now until their clients have read them. */
  waiting(bytes: number): void;
}

/** Metrics that nobody reads. */
export const noMetrics: Metrics = {
  answered() {},
  unauthorized() {},
  departed() {},
  dropped() {},
  waited() {},
  waiting() {},
};
