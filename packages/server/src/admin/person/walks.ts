import type { LogKey, LogQuery, Store, StoredEvent, StoredLogEntry, Tenant } from '@scimwright/store';

/** So many are read at a time. */
const PAGE = 500;

/**
 * Every event of a tenant that is kept, in order.
 *
 * @example
 * for await (const { seq } of walkEvents(store, tenant)) console.log(seq);
 */
export async function* walkEvents(
  { outbox }: Pick<Store, 'outbox'>,
  tenant: Tenant,
): AsyncGenerator<StoredEvent> {
  for (let after = 0; ;) {
    const page = await outbox.read({ tenant: tenant.id, after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.seq;
  }
}

/**
 * Every entry of a tenant's log that a query finds, the newest first.
 *
 * @example
 * const failures = { status: { from: 400, to: 599 } };
 * for await (const { detail } of walkLog(store, tenant, failures)) console.log(detail);
 */
export async function* walkLog(
  { log }: Pick<Store, 'log'>,
  tenant: Tenant,
  query: Omit<LogQuery, 'before' | 'limit'>,
): AsyncGenerator<StoredLogEntry> {
  let before: LogKey | undefined;
  do {
    const page = await log.read(tenant.id, { ...query, before, limit: PAGE });
    yield* page.entries;
    before = page.next;
  } while (before !== undefined);
}
