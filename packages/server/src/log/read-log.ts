import type { LogEntry, ProvisioningLog, TenantId } from '@scimwright/store';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { dayQuota, defaultLogQuota, type LogQuota } from './day-quota.ts';
import { describeFault } from '../steps/describe-fault.ts';

const FLUSH_AFTER_MS = 500;
const MOST_WAITING = 5_000;

/**
 * Collects the log entries of requests that changed nothing and stores them in batches, so that a read does not wait
 * for a write. When more come than can be stored, or than are kept of a tenant in a day, the surplus is dropped and
 * counted.
 */
export interface ReadLog {
  add(tenant: TenantId, entry: LogEntry): void;
  /** Stores what is waiting. */
  flush(): Promise<void>;
  /** Stores what is waiting and takes no more. */
  close(): Promise<void>;
}

/**
 * Opens a batched log in front of a provisioning log.
 *
 * @example
 * const readLog = openReadLog({ log: store.log, logger, metrics });
 */
export function openReadLog(deps: {
  readonly log: ProvisioningLog;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly quota?: LogQuota;
}): ReadLog {
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
        logger.warn(describeFault(error), 'log entries of reads were not stored');
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
          'a tenant has reached its quota of log entries of today: further ones are counted and not kept',
        );
      }
      if (judged !== 'kept' || closed || count >= MOST_WAITING) return metrics.dropped(1);
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
