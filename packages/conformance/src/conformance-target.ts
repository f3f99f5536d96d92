/** A tenant URL and its token: what Entra calls Tenant URL and Secret Token. */
export interface TenantCredentials {
  readonly tenantUrl: string;
  readonly secretToken: string;
}

/**
 * The tenant that is tested, over HTTP alone, with what else of its service you can name. A case that needs something the target
 * does not have cannot run.
 */
export interface ConformanceTarget extends TenantCredentials {
  /** Another tenant of the same service. */
  readonly other?: TenantCredentials | undefined;
  /** A token of the tenant that has expired. */
  readonly expiredToken?: string | undefined;
  /** The nextCursor of `/Users?count=1&cursor=`, older than `cursorTimeout`. */
  readonly expiredCursor?: string | undefined;
  /** A token that names a user of the tenant, who may read /Me with it. */
  readonly userToken?: string | undefined;
  /** A tenant in the same service that has `declaredExtension` on its users and `declaredType` as a resource type. */
  readonly declared?: TenantCredentials | undefined;
}

/** What a case needs beside a tenant. */
export type Capability = 'other' | 'expiredToken' | 'expiredCursor' | 'userToken' | 'declared';
