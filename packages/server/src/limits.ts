/** The limits of a server. */
export interface Limits {
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** Bytes of bodies that are not parsed yet, of one tenant and of all. Each body counts at least 65,536. */
  readonly unreadBytes: { readonly tenant: number; readonly all: number };
  /** Levels of objects and arrays in a body. */
  readonly bodyDepth: number;
  /** Keys of one object in a body. */
  readonly objectKeys: number;
  /** Elements of one array in a body. */
  readonly arrayElements: number;
  /** Resources on a page, unless the client says otherwise. */
  readonly pageSize: number;
  /** The most resources on a page. */
  readonly maxPageSize: number;
  /**
   * Bytes of stored resources that a list reads at once; the last resource may exceed it. A cursor page ends there. A longer
   * index page is sent while it is read.
   */
  readonly portionBytes: number;
  /** Bytes of responses that clients have not read yet, of one tenant and of all. */
  readonly waitingBytes: { readonly tenant: number; readonly all: number };
  /** How tenants share the server: see `openTenantShare`. */
  readonly share: {
    /** Requests of all tenants that run at the same time. */
    readonly atOnce: number;
    /** Requests of one tenant that may wait. */
    readonly waiting: number;
    /** Milliseconds that a request may wait. Entra gives up after about 60 seconds. */
    readonly wait: number;
    /** Requests of one tenant in a second, counting each operation of a bulk request; undefined for no limit. */
    readonly perSecond: number | undefined;
  };
  /** Seconds for which a cursor is valid. */
  readonly cursorTimeout: number;
  /** Operations of a bulk request. */
  readonly bulkOperations: number;
  /** Milliseconds after which a bulk request starts no further operation. */
  readonly bulkTime: number;
}

/** Limits that Entra never reaches. A group PATCH of 10,000 members has about 800 KB. */
export const defaultLimits: Limits = {
  bodyBytes: 1_048_576,
  unreadBytes: { tenant: 16_777_216, all: 134_217_728 },
  bodyDepth: 16,
  objectKeys: 1_000,
  arrayElements: 100_000,
  pageSize: 100,
  maxPageSize: 200,
  portionBytes: 262_144,
  waitingBytes: { tenant: 33_554_432, all: 134_217_728 },
  share: { atOnce: 32, waiting: 200, wait: 20_000, perSecond: undefined },
  cursorTimeout: 3_600,
  bulkOperations: 1_000,
  // Half of the time after which a host closes a stalled connection.
  bulkTime: 30_000,
};
