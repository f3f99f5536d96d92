import { setMaxListeners } from 'node:events';
import type { Connector, EventHandler } from '@scimwright/connector-kit';
import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import type { ClaimedEvent, DeliveryOutcome, Outbox } from '@scimwright/store';
import { backOff } from './back-off.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import type { EventMetrics } from './event-metrics.ts';
import { callHandler } from './call-handler.ts';
import { handlerMessage } from './handler-message.ts';
import { scimEvent } from './scim-event.ts';

/** The dependencies of a delivery. */
export interface DeliveryDeps {
  readonly outbox: Pick<Outbox, 'claim' | 'acknowledge'>;
  readonly handler: EventHandler;
  /** The connectors of this host. Their rows say which attributes a user or group must have. */
  readonly connectors: readonly Connector[];
  /** Identifies this delivery on the database; never reused. */
  readonly owner: string;
  readonly clock: () => Date;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: EventMetrics;
  readonly settings: DeliverySettings;
}

/** The delivery of events to a handler, while it is open. */
export interface Delivery {
  /** Starts a pass, because there may be new events. Returns at once. */
  wake(): void;
  /** Claims no more events, waits for running handlers for `graceMs`, and acknowledges their events. */
  close(): Promise<void>;
}

/** After this many attempts, a failure is logged as an error. */
const MANY_ATTEMPTS = 10;

/** The shortest wait between two passes, in case the clock stands still. */
const SHORTEST_MS = 20;

/**
 * Delivers the events of an outbox to a handler, each until it succeeds: those of one resource in order, others at the same
 * time. A pass acknowledges finished events and claims as many new ones as handlers are free. It runs after a wake-up, when a
 * handler finishes, when a retry is due, and every few seconds. So no more events are in memory than handlers may run.
 */
export function openDelivery(deps: DeliveryDeps): Delivery {
  const { outbox, handler, connectors, owner, clock, random, logger, metrics, settings } = deps;
  const { concurrency, timeoutMs, pollMs, graceMs } = settings;
  const running = new Set<Promise<void>>();
  /** The `seq` of each event that was claimed and not acknowledged. */
  const held = new Set<number>();
  const outcomes: DeliveryOutcome[] = [];
  const stopping = new AbortController();
  // Every running handler listens. Node would report more than ten listeners as a leak.
  setMaxListeners(concurrency + 1, stopping.signal);
  let timer: NodeJS.Timeout | undefined;
  let passes: Promise<void> | undefined;
  let isPassWanted = false;
  let isClosed = false;

  const shouldPass = (): boolean => isPassWanted && !isClosed;

  const wake = (): void => {
    if (isClosed) return;
    isPassWanted = true;
    passes ??= passWhileWanted();
  };

  const passWhileWanted = async (): Promise<void> => {
    let waitMs = pollMs;
    while (shouldPass()) {
      isPassWanted = false;
      try {
        waitMs = await pass();
      } catch (error) {
        logger.warn(describeFault(error), 'events cannot be delivered right now');
        waitMs = pollMs;
        // Waits in spite of wake-ups in the meantime: only time helps.
        isPassWanted = false;
      }
    }
    passes = undefined;
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(wake, waitMs);
  };

  /** Returns the milliseconds until the next pass is due, unless a wake-up comes first. */
  const pass = async (): Promise<number> => {
    await acknowledge();
    const free = concurrency - held.size;
    // A handler that finishes wakes the next pass.
    if (free === 0) return pollMs;
    const now = clock();
    const leaseUntil = laterThan(now, timeoutMs * 1.5);
    const { events, next } = await outbox.claim({ owner, now: now.toISOString(), leaseUntil, limit: free });
    // After the machine slept, the leases of running handlers may have expired.
    for (const event of events) if (!held.has(event.seq)) start(event);
    if (next === undefined) return pollMs;
    const dueMs = next === '' ? 0 : Date.parse(next) - now.getTime();
    return Math.min(Math.max(dueMs, SHORTEST_MS), pollMs);
  };

  const acknowledge = async (): Promise<void> => {
    const acknowledging = outcomes.slice();
    if (acknowledging.length === 0) return;
    await outbox.acknowledge({ owner, now: clock().toISOString(), outcomes: acknowledging });
    outcomes.splice(0, acknowledging.length);
    for (const { seq } of acknowledging) held.delete(seq);
  };

  const start = (event: ClaimedEvent): void => {
    held.add(event.seq);
    const run: Promise<void> = deliver(event).then((outcome) => {
      outcomes.push(outcome);
      running.delete(run);
      return wake();
    });
    running.add(run);
  };

  const deliver = async (event: ClaimedEvent): Promise<DeliveryOutcome> => {
    const { seq, customer, attempt, type, resourceType, resourceId } = event;
    // The tenant is gone, so drop the event.
    if (customer === undefined) return { kind: 'delivered', seq };
    const { connector, name: tenant } = customer;
    try {
      const served = connectors.find(({ id }) => id === connector);
      await callHandler(handler, scimEvent(event, customer, served), { timeoutMs, stop: stopping.signal });
      metrics.delivered(connector);
      return { kind: 'delivered', seq };
    } catch (error) {
      // This host is stopping, so another may retry at once.
      if (stopping.signal.aborted) return { kind: 'retry', seq, at: clock().toISOString() };
      metrics.failed(connector);
      const at = laterThan(clock(), backOff(attempt, random));
      const said = handlerMessage(error);
      const about = { event: seq, type, connector, tenant, resourceType, resourceId };
      const fields = { ...about, attempt, again: at, said, ...describeFault(error) };
      if (attempt < MANY_ATTEMPTS) logger.warn(fields, 'the handler failed on an event');
      else logger.error(fields, 'the handler keeps failing on an event: fix the handler, or skip the event');
      return { kind: 'retry', seq, at, error: said };
    }
  };

  return {
    wake,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await passes;
      const grace = setTimeout(() => {
        stopping.abort(new DOMException('The host stops.', 'AbortError'));
      }, graceMs);
      await Promise.all(running);
      clearTimeout(grace);
      try {
        await acknowledge();
      } catch (error) {
        logger.warn(
          describeFault(error),
          'deliveries could not be acknowledged: these events will be delivered again',
        );
      }
    },
  };
}

function laterThan(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}
