/** The Tenant URL and the Secret Token of a tenant, as Entra calls them. */
export interface TenantCredentials {
  readonly tenantUrl: string;
  readonly secretToken: string;
}

/**
 * The tested tenant, which the cases reach only over HTTP, and other parts of its service. A case runs only if the target has the
 * part that it needs.
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

/** A part of the service that a case may need beside the tenant. */
export type Capability = 'other' | 'expiredToken' | 'expiredCursor' | 'userToken' | 'declared';
