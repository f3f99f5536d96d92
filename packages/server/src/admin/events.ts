import type { FailingEvent, StoredEvent, Tenant } from '@scimwright/store';
import { audit } from './audit.ts';
import { AdminRefusal, type AdminDeps } from './admin-deps.ts';

/** An event of a tenant, as an administrator sees it. */
export type ShownEvent = Omit<StoredEvent, 'tenant'>;

/** An event that the vendor's product failed to take. */
export type ShownFailingEvent = Omit<FailingEvent, 'tenant'>;

/**
 * Lists the events of a tenant in order, a page of them.
 *
 * @returns the events and, unless they are the last, where the next page begins
 *
 * @example
 * const { events, next } = await listEvents(deps, tenant, { after: 0, limit: 50 });
 */
export async function listEvents(
  { store }: AdminDeps,
  tenant: Tenant,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly events: readonly ShownEvent[]; readonly next: number | undefined }> {
  const found = await store.outbox.read({ tenant: tenant.id, after, limit: limit + 1 });
  const events = found.slice(0, limit).map(showEvent);
  return { events, next: found.length > limit ? events.at(-1)?.seq : undefined };
}

/**
 * Lists the events of a tenant that the vendor's product failed to take.
 *
 * @example
 * const failing = await listFailingEvents(deps, tenant, 50);
 */
export async function listFailingEvents(
  { store }: AdminDeps,
  tenant: Tenant,
  limit: number,
): Promise<readonly ShownFailingEvent[]> {
  const found = await store.outbox.failing({ tenant: tenant.id, limit });
  return found.map((event) => {
    const { attempts, due, error } = event;
    return { ...showEvent(event), attempts, due, error };
  });
}

/**
 * Gives an event up, so that those behind it go on.
 *
 * @throws AdminRefusal when the tenant has no such event that waits
 *
 * @example
 * await skipEvent(deps, tenant, 17);
 */
export async function skipEvent(deps: AdminDeps, tenant: Tenant, seq: number): Promise<void> {
  if (await deps.store.outbox.skip(tenant.id, seq, deps.clock().toISOString())) {
    await audit(deps, 'skipEvent', tenant, String(seq));
    return;
  }
  throw new AdminRefusal(`The tenant "${tenant.name}" has no event ${seq} that waits.`, 'not-found');
}

/**
 * Shows an event: without the internal id of the tenant, which says nothing to anybody.
 *
 * @example
 * const [first] = await store.outbox.read({ tenant: tenant.id, after: 0, limit: 1 });
 * if (first !== undefined) console.log(showEvent(first).type);
 */
export function showEvent({ seq, type, resourceType, resourceId, at, data }: StoredEvent): ShownEvent {
  return { seq, type, resourceType, resourceId, at, data };
}
