/** What a customer's Entra has of a tenant, and a way to send requests with it. */
export interface TenantClient {
  readonly tenantUrl: string;
  readonly secretToken: string;
  send(
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
}

/** Sends requests to a tenant as its customer does. */
export function tenantClient(tenantUrl: string, secretToken: string): TenantClient {
  return {
    tenantUrl,
    secretToken,
    send: (method, path, body, headers = {}) =>
      fetch(`${tenantUrl}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${secretToken}`,
          'Content-Type': 'application/scim+json',
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
        // A request that nobody ever answers is to fail where it was sent.
        signal: AbortSignal.timeout(60_000),
      }),
  };
}
