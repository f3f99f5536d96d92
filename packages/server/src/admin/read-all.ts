import type { LogKey, LogQuery, Store, StoredEvent, StoredLogEntry, Tenant } from '@scimwright/store';

/** How many are read at a time. */
const PAGE = 500;

/** Every event of a tenant that is kept, in order. */
export async function* allEvents(
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

/** Every entry of a tenant's log that a query finds, or the newest `max` of them; the newest first. */
export async function* allLogEntries(
  { log }: Pick<Store, 'log'>,
  tenant: Tenant,
  query: Omit<LogQuery, 'before' | 'limit'>,
  max = Infinity,
): AsyncGenerator<StoredLogEntry> {
  let before: LogKey | undefined;
  let left = max;
  do {
    const page = await log.read(tenant.id, { ...query, before, limit: Math.min(PAGE, left) });
    yield* page.entries;
    left -= page.entries.length;
    before = page.next;
  } while (before !== undefined && left > 0);
}
