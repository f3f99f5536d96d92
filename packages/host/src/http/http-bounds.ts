/** The bounds of an HTTP server, against clients that are slow, gone, or too many. Times are in milliseconds. */
export interface HttpBounds {
  /** How long the head of a request may take to arrive. */
  readonly headMs: number;
  /** How long a whole request may take to arrive. */
  readonly requestMs: number;
  /** How long nothing may move on a connection in use, as under a client that does not read its answer. */
  readonly stallMs: number;
  /** How long a connection stays open between two requests: longer than a proxy in front keeps it for reuse. */
  readonly keepAliveMs: number;
  /** How often the requests that take too long are looked for. */
  readonly checkMs: number;
  /** Bytes of the head of a request: its line, with the URL, and its headers. */
  readonly headBytes: number;
  /** Headers of a request. */
  readonly headers: number;
  /** Bytes that are still taken from a client that was answered before its body was whole, so that it reads the answer. */
  readonly unreadBytes: number;
  /** Connections at once: see `boundConnections`. */
  readonly connections: number;
  /** Those of one address; undefined behind a proxy, from which all of them come. */
  readonly connectionsOfAddress: number | undefined;
}

/** Bounds that Entra never reaches: its requests come whole and at once, its heads have one or two kilobytes. */
export const defaultHttpBounds: HttpBounds = {
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
