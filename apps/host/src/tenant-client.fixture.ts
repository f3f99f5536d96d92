/** A tenant as a customer's Entra knows it, with a function that sends requests. */
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
        // A request without an answer must fail where it was sent.
        signal: AbortSignal.timeout(60_000),
      }),
  };
}
