import type { LogEntry, ProvisioningLog, TenantId } from '@scimwright/store';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { dayQuota, defaultLogQuota, type LogQuota } from './day-quota.ts';
import { describeFault } from '../fault.ts';

const FLUSH_AFTER_MS = 500;
const MAX_WAITING = 5_000;

/**
 * Buffers the log entries of requests that changed nothing and stores them in batches, so that a read does not wait for a
 * write. Entries that exceed the buffer or the daily quota of their tenant are dropped and counted.
 */
export interface LogBuffer {
  add(tenant: TenantId, entry: LogEntry): void;
  /** Stores the buffered entries. */
  flush(): Promise<void>;
  /** Stores the buffered entries and accepts no more. */
  close(): Promise<void>;
}

/** Opens a buffer in front of a provisioning log. */
export function openLogBuffer(deps: {
  readonly log: ProvisioningLog;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly quota?: LogQuota;
}): LogBuffer {
  const { log, logger, metrics, quota = defaultLogQuota } = deps;
  const judge = dayQuota(quota);
  let waiting = new Map<TenantId, LogEntry[]>();
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let flushing: Promise<void> = Promise.resolve();

  const store = async (batch: ReadonlyMap<TenantId, readonly LogEntry[]>): Promise<void> => {
    for (const [tenant, entries] of batch) {
      try {
        await log.append(tenant, entries);
      } catch (error) {
        metrics.dropped(entries.length);
        logger.warn(describeFault(error), 'log entries of reads could not be stored');
      }
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = new Map();
    count = 0;
    flushing = flushing.then(() => store(batch));
    return flushing;
  };
  return {
    add(tenant, entry) {
      const judged = judge(tenant, entry);
      if (judged === 'first beyond') {
        const fields = { tenant, day: entry.at.slice(0, 10), ...quota };
        logger.warn(
          fields,
          'a tenant has reached its log quota for today: further entries are counted, not stored',
        );
      }
      if (judged !== 'kept' || closed || count >= MAX_WAITING) return metrics.dropped(1);
      count += 1;
      const entries = waiting.get(tenant);
      if (entries === undefined) waiting.set(tenant, [entry]);
      else entries.push(entry);
      timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
    },
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}
