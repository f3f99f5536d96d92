/** The bounds of one server. */
export interface Limits {
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** Bytes of bodies that are not parsed yet, each 65,536 at least: of one tenant, and of all. */
  readonly unreadBytes: { readonly tenant: number; readonly all: number };
  /** Objects and arrays inside each other in a body. */
  readonly bodyDepth: number;
  /** Keys of one object in a body. */
  readonly objectKeys: number;
  /** Elements of one array in a body. */
  readonly arrayElements: number;
  /** Resources on a page when the client does not say. */
  readonly pageSize: number;
  /** Resources on a page at most. */
  readonly mostPageSize: number;
  /**
   * Bytes of stored texts that a list reads at once, and the text that goes beyond; a page by cursor ends there. A longer
   * answer is sent as it is read.
   */
  readonly portionBytes: number;
  /** Bytes of answers that wait until their clients have read them: of one tenant, and of all. */
  readonly waitingBytes: { readonly tenant: number; readonly all: number };
  /** How the server is shared among tenants: see `openTenantShare`. */
  readonly share: {
    /** Requests under way at once, of all tenants. */
    readonly atOnce: number;
    /** Requests of one tenant that wait for their turn. */
    readonly waiting: number;
    /** Milliseconds that one waits; Entra gives a request up after about 60 seconds. */
    readonly wait: number;
    /** Requests of one tenant in a second, operations of a bulk request one by one; undefined for no such ceiling. */
    readonly perSecond: number | undefined;
  };
  /** Seconds in which the next page can be asked for by a cursor. */
  readonly cursorTimeout: number;
  /** Operations of a bulk request. */
  readonly bulkOperations: number;
  /** Milliseconds after which no further operation of a bulk request is begun. */
  readonly bulkTime: number;
}

/** Bounds that Entra never reaches. A group PATCH of 10,000 members has about 800 KB. */
export const defaultLimits: Limits = {
  bodyBytes: 1_048_576,
  unreadBytes: { tenant: 16_777_216, all: 134_217_728 },
  bodyDepth: 16,
  objectKeys: 1_000,
  arrayElements: 100_000,
  pageSize: 100,
  mostPageSize: 200,
  portionBytes: 262_144,
  waitingBytes: { tenant: 33_554_432, all: 134_217_728 },
  share: { atOnce: 32, waiting: 200, wait: 20_000, perSecond: undefined },
  cursorTimeout: 3_600,
  bulkOperations: 1_000,
  // Half of what a host waits for an answer that does not come.
  bulkTime: 30_000,
};
