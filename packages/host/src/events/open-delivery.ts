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

/** What a delivery is made from. */
export interface DeliveryDeps {
  readonly outbox: Pick<Outbox, 'claim' | 'acknowledge'>;
  readonly handler: EventHandler;
  /** Those that this host serves: their rows say what a user and a group must have. */
  readonly connectors: readonly Connector[];
  /** Names this delivery among those on the same database; never used again. */
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
  /** Says that there may be events. Returns at once. */
  wake(): void;
  /** Takes no more events, waits for the handlers at work, though not for ever, and settles what they did. */
  close(): Promise<void>;
}

/** An event that failed so often is an error, which someone should look at. */
const MANY_ATTEMPTS = 10;

/** The shortest wait for what is due, so that a clock that stands still costs nothing. */
const SHORTEST_MS = 20;

/**
 * Delivers the events of an outbox to a handler: those of one resource in order, others at the same time, each until it
 * is taken. A pass settles what the handlers did since the last one and claims as many events as handlers are free; it
 * runs after a wake-up, when a handler is done, when an event is to be tried again, and every few seconds. So there is
 * never more events in memory than handlers may run at a time.
 *
 * @example
 * const delivery = openDelivery(deliveryDeps);
 * delivery.wake();
 */
export function openDelivery(deps: DeliveryDeps): Delivery {
  const { outbox, handler, connectors, owner, clock, random, logger, metrics, settings } = deps;
  const { concurrency, timeoutMs, pollMs, graceMs } = settings;
  const running = new Set<Promise<void>>();
  /** What was claimed and is not settled yet, by `seq`. */
  const held = new Set<number>();
  const outcomes: DeliveryOutcome[] = [];
  const stopping = new AbortController();
  // Every handler at work listens; more than ten would look like a leak.
  setMaxListeners(concurrency + 1, stopping.signal);
  let timer: NodeJS.Timeout | undefined;
  let passes: Promise<void> | undefined;
  let isWanted = false;
  let isClosed = false;

  const isCalledFor = (): boolean => isWanted && !isClosed;

  const wake = (): void => {
    if (isClosed) return;
    isWanted = true;
    passes ??= passWhileWanted();
  };

  const passWhileWanted = async (): Promise<void> => {
    let waitMs = pollMs;
    while (isCalledFor()) {
      isWanted = false;
      try {
        waitMs = await pass();
      } catch (error) {
        logger.warn(describeFault(error), 'events cannot be delivered now');
        waitMs = pollMs;
        // Only time helps. What handlers report meanwhile waits with the rest.
        isWanted = false;
      }
    }
    passes = undefined;
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(wake, waitMs);
  };

  /** Returns after how long the next pass is due, unless something happens before. */
  const pass = async (): Promise<number> => {
    await acknowledge();
    const free = concurrency - held.size;
    // A handler that gets done wakes the next pass.
    if (free === 0) return pollMs;
    const now = clock();
    const leaseUntil = laterThan(now, timeoutMs * 1.5);
    const { events, next } = await outbox.claim({ owner, now: now.toISOString(), leaseUntil, limit: free });
    // After the machine slept, its own leases may have ended under handlers that are still at work.
    for (const event of events) if (!held.has(event.seq)) start(event);
    if (next === undefined) return pollMs;
    const dueMs = next === '' ? 0 : Date.parse(next) - now.getTime();
    return Math.min(Math.max(dueMs, SHORTEST_MS), pollMs);
  };

  const acknowledge = async (): Promise<void> => {
    const settling = outcomes.slice();
    if (settling.length === 0) return;
    await outbox.acknowledge({ owner, now: clock().toISOString(), outcomes: settling });
    outcomes.splice(0, settling.length);
    for (const { seq } of settling) held.delete(seq);
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
    // Its tenant was deleted: there is nobody whom it could concern.
    if (customer === undefined) return { kind: 'delivered', seq };
    const { connector, name: tenant } = customer;
    try {
      const served = connectors.find(({ id }) => id === connector);
      await callHandler(handler, scimEvent(event, customer, served), { timeoutMs, stop: stopping.signal });
      metrics.delivered(connector);
      return { kind: 'delivered', seq };
    } catch (error) {
      // This host goes: whoever comes next need not wait.
      if (stopping.signal.aborted) return { kind: 'retry', seq, at: clock().toISOString() };
      metrics.failed(connector);
      const at = laterThan(clock(), backOff(attempt, random));
      const said = handlerMessage(error);
      const about = { event: seq, type, connector, tenant, resourceType, resourceId };
      const fields = { ...about, attempt, again: at, said, ...describeFault(error) };
      if (attempt < MANY_ATTEMPTS) logger.warn(fields, 'an event was not taken');
      else logger.error(fields, 'an event is not taken: mend the handler, or skip the event');
      return { kind: 'retry', seq, at, error: said };
    }
  };

  return {
    wake,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await passes;
      const patience = setTimeout(() => {
        stopping.abort(new DOMException('The host stops.', 'AbortError'));
      }, graceMs);
      await Promise.all(running);
      clearTimeout(patience);
      try {
        await acknowledge();
      } catch (error) {
        logger.warn(describeFault(error), 'what was delivered could not be noted: it will come again');
      }
    },
  };
}

function laterThan(time: Date, ms: number): string {
  return new Date(time.getTime() + ms).toISOString();
}
