/** A tenant URL with the token that opens it: all that Entra knows of a tenant. */
export interface Door {
  readonly tenantUrl: string;
  readonly secretToken: string;
}

/**
 * What is asked whether it conforms: a tenant, reached over HTTP alone. What the suite creates there it deletes again. A
 * case that needs what a subject does not have is not run.
 */
export interface ConformanceSubject extends Door {
  /** Another tenant of the same service. */
  readonly other?: Door | undefined;
  /** A token of the tenant that has expired. */
  readonly expiredToken?: string | undefined;
  /** The nextCursor of `/Users?count=1&cursor=`, older than `cursorTimeout`. */
  readonly expiredCursor?: string | undefined;
  /** A token that names a user of the tenant, who may read /Me with it. */
  readonly userToken?: string | undefined;
  /** A tenant of `dockyard`, the connector that declares schemas of its own, in the same service. */
  readonly declared?: Door | undefined;
}

/** What a case needs beside a tenant. */
export type Need = 'other' | 'expiredToken' | 'expiredCursor' | 'userToken' | 'declared';
