import type { TenantCredentials } from '../conformance-target.ts';
import { send } from '../tenant/send.ts';

/** Why no case can run at a tenant URL, and what you can do; undefined if the server answers. */
export async function findUnreachable(
  credentials: TenantCredentials,
  timeoutMs: number,
): Promise<string | undefined> {
  try {
    const { status } = await send(credentials, { method: 'GET', path: '/Users?count=1' }, timeoutMs);
    if (status !== 401 && status !== 403) return undefined;
    return `${credentials.tenantUrl}/Users refused the token with ${status}. Check that the token is whole and belongs to this tenant.`;
  } catch (error) {
    const { cause } = error as Error; // fetch rejects with an Error
    const reason = cause instanceof Error ? cause.message : (error as Error).message;
    return `${credentials.tenantUrl} does not answer: ${reason}. Check the URL, and that the server runs.`;
  }
}
