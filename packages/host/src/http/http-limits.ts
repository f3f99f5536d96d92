/** The limits of an HTTP server for slow, vanished or too many clients. Times are in milliseconds. */
export interface HttpLimits {
  /** How long the headers of a request may take to arrive. */
  readonly headMs: number;
  /** How long a whole request may take to arrive. */
  readonly requestMs: number;
  /** How long a connection in use may stall, for example because the client does not read its response. */
  readonly stallMs: number;
  /** How long a connection stays open between two requests: longer than a proxy in front keeps it for reuse. */
  readonly keepAliveMs: number;
  /** How often the server checks for requests that take too long. */
  readonly checkMs: number;
  /** Bytes of the request line, with the URL, and the headers. */
  readonly headBytes: number;
  /** Headers of a request. */
  readonly headers: number;
  /** Bytes of a body that are still read after its request was answered, so that the client reads the response. */
  readonly unreadBytes: number;
  /** Connections at the same time: see `limitConnections`. */
  readonly connections: number;
  /** Connections of one address; undefined behind a proxy, which makes all of them. */
  readonly connectionsOfAddress: number | undefined;
}

/** Limits that Entra never reaches: its requests arrive at once, with one or two kilobytes of headers. */
export const defaultHttpLimits: HttpLimits = {
  headMs: 20_000,
  requestMs: 60_000,
  stallMs: 60_000,
  keepAliveMs: 75_000,
  checkMs: 5_000,
  headBytes: 16_384,
  headers: 100,
  unreadBytes: 8_388_608,
  connections: 5_000,
  connectionsOfAddress: 1_250,
};
