import type { RequestListener } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Connector, EventHandler } from '@scimwright/connector-kit';
import { createServer, defaultLimits, type Logger } from '@scimwright/server';
import { HAND_OVER_PATH } from '@scimwright/server/admin';
import { connectorClash } from '@scimwright/server/internal';
import { ADMIN_API_PATH, adminApi } from './admin-api/admin-api.ts';
import { adminMetrics } from './admin-api/admin-metrics.ts';
import { openAdminGate } from './admin-api/admin-gate.ts';
import { readAdminTokens } from './admin-token.ts';
import { HostRefusal, type HostConfig } from './config.ts';
import { openTokenClock } from './clock/open-token-clock.ts';
import type { DemoTenant } from './demo/demo-file.ts';
import { startDemo, type Demo } from './demo/start-demo.ts';
import { conditionMetrics } from './condition-metrics.ts';
import { defaultDelivery, type DeliverySettings } from './events/delivery-settings.ts';
import { eventMetrics } from './events/event-metrics.ts';
import { openDelivery, type Delivery } from './events/open-delivery.ts';
import { wakeOnCommit } from './events/wake-on-commit.ts';
import { handOverPages } from './hand-over/hand-over-pages.ts';
import { hostPaths, type AnswerHostPath, type HostState } from './host-paths.ts';
import { hostWarnings } from './host-warnings.ts';
import type { HttpBounds } from './http/http-bounds.ts';
import { isTaken } from './is-taken.ts';
import { listen, type Address, type Listening } from './listen.ts';
import { mount } from './mount.ts';
import { openAdmin } from './open-admin.ts';
import type { Store } from '@scimwright/store';
import type { Timeouts } from '@scimwright/store-knex';
import { loadMetrics } from './load-metrics.ts';
import { openPrometheus } from './prometheus.ts';
import { pruneOld } from './prune-old.ts';
import { reindexChanged } from './reindex/reindex-changed.ts';
import { untilReindexed } from './reindex/until-reindexed.ts';
import { sweepRemoved } from './sweep-removed.ts';
import { tlsWarning } from './tls-warning.ts';
import { warnOfSettings } from './warn-of-settings.ts';
import { watchRoom } from './watch-room.ts';

const NO_CONNECTOR =
  'This host has no connector, so it would serve nothing. Add a package that exports one to the dependencies in package.json, or give startHost a list of connectors.';

/** The longest that a host takes to stop after its delay, in milliseconds: requests under way, handlers of events, and some. */
const STOPPING_MS = 20_000;

/** How often a host looks whether a disk that was full has room again, and after its clock; in milliseconds. */
const WATCH_EVERY_MS = 5_000;

/** A host that answers. */
export interface Host {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** Where /admin and /metrics are, without a slash at its end; the same unless they have a port of their own. */
  readonly adminUrl: string;
  /** The demo tenants; none where a host has no demo. */
  readonly tenants: readonly DemoTenant[];
  /** What the host keeps. */
  readonly store: Store;
  /** Says that it is not ready, for `stopDelay`; then stops accepting and delivering, finishes what is in flight and closes the database. */
  close(): Promise<void>;
}

/**
 * Opens a host: database, server, admin API, health, demo tenants. `/readyz` says yes when this resolves.
 *
 * @param options.demo - asks for demo tenants; there are none without it, nor where `config.noDemo` says why
 * @param options.http - bounds against slow and too many clients, where they are not to be as usual
 * @param options.onEvent - is told what becomes of users and groups; without it their events stay in the database
 * @param options.timeouts - how long the database is waited for, where it is not to be as usual
 * @param options.watchEveryMs - how often it looks after a full disk and after its clock, where it is not to be as usual
 * @param options.monotonic - milliseconds of a clock that nobody sets; the process's unless given
 * @param options.waitForHostMs - how long it is waited for another host on the same SQLite file to stop, where it is not to be
 *   as usual: as long as one takes that is told to
 * @param options.isStopped - whether it is to be closed while it is still opening: it resolves soon then, not ready
 * @throws HostRefusal when there is no connector or two cannot be told apart, the address cannot be listened on, or the
 *   database cannot be opened
 *
 * @example
 * const host = await openHost({ connectors: [bic], config, logger });
 */
export async function openHost<Served extends Connector>(options: {
  readonly connectors: readonly Served[];
  readonly config: HostConfig;
  readonly logger: Logger;
  readonly demo?: Demo | undefined;
  readonly clock?: () => Date;
  readonly onEvent?: EventHandler<NoInfer<Served>> | undefined;
  readonly delivery?: Partial<DeliverySettings> | undefined;
  readonly http?: Partial<HttpBounds> | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  readonly watchEveryMs?: number | undefined;
  readonly monotonic?: (() => number) | undefined;
  readonly waitForHostMs?: number | undefined;
  readonly isStopped?: (() => boolean) | undefined;
}): Promise<Host> {
  const { connectors, config, logger, demo, onEvent, isStopped = () => false } = options;
  const { watchEveryMs: everyMs = WATCH_EVERY_MS, monotonic = () => performance.now() } = options;
  if (connectors.length === 0) throw new HostRefusal(NO_CONNECTOR);
  const clash = connectorClash(connectors);
  if (clash !== undefined) throw new HostRefusal(clash);
  const unchecked = tlsWarning(config.databaseUrl);
  if (unchecked !== undefined) logger.warn({}, unchecked);
  const { waitForHostMs: waitMs = config.stopDelay * 1_000 + STOPPING_MS } = options;
  const onBusy = async (): Promise<boolean> => {
    // But for its delay, a host that stops has left its address: this one is not about to stop.
    if (config.stopDelay === 0 && (await isTaken(config))) return false;
    const seconds = Math.ceil(waitMs / 1_000);
    logger.warn({ seconds }, 'another host uses the database file: this one waits so long for it to stop');
    return true;
  };
  const admin = await openAdmin(connectors, config, { ...options, hold: { waitMs, onBusy, isStopped } });
  const { clock, ids } = admin;
  const tokenClock = openTokenClock({
    store: admin.store.clock,
    mark: admin.clockMark,
    clock,
    monotonic,
    logger,
    everyMs,
  });
  const prometheus = openPrometheus();
  const { metrics } = prometheus;
  const events = eventMetrics(prometheus.registry, admin.store.outbox, clock);
  const delivery = onEvent && deliverTo(onEvent);
  let isReindexed = false;
  const indexed = untilReindexed(admin.store, () => isReindexed);
  const store = delivery === undefined ? indexed : wakeOnCommit(indexed, delivery.wake);
  const server = createServer({
    connectors,
    store,
    clock,
    tokenClock: tokenClock.now,
    ids,
    logger,
    metrics,
    publicUrl: config.publicUrl,
    limits: { share: { ...defaultLimits.share, perSecond: config.tenantCeiling } },
  });
  loadMetrics(prometheus.registry, server.load);
  const scim = server.app.callback();
  let state: HostState = 'starting';
  let url = '';
  let adminUrl = '';
  const origin = (): string => config.publicUrl ?? url;
  const apiDeps = {
    connectors,
    store,
    clock,
    tokenClock: tokenClock.now,
    ids,
    origin,
    hostWarnings: () => hostWarnings(store, tokenClock.warning()),
  };
  conditionMetrics(prometheus.registry, {
    isFull: () => store.lackOfRoom() !== undefined,
    clockBehind: tokenClock.behind,
  });
  const stopWatching = watchRoom(store, everyMs, logger);
  const { adminAddress } = config;
  const isApart = adminAddress !== undefined;
  const pathsWith = (showsMetrics: boolean) =>
    hostPaths({ store, prometheus, stateOf: () => state, showsMetrics });
  const listening: Listening[] = [];
  let stopPruning: (() => Promise<void>) | undefined;
  let stopSweeping: (() => Promise<void>) | undefined;
  /** Closes whatever is open by then. */
  const close = async (): Promise<void> => {
    const wasReady = state === 'ready';
    state = 'stopping';
    if (wasReady) await setTimeout(config.stopDelay * 1_000);
    await Promise.all([...listening.map((one) => one.stop()), delivery?.close()]);
    await Promise.all([stopPruning?.(), stopSweeping?.(), stopWatching()]);
    // Side by side: where the database is away, each waits for it in vain.
    await Promise.all([server.close(), tokenClock.close()]);
    await admin.close();
  };
  try {
    await tokenClock.keep();
    const adminGate = openAdminGate({
      tokens: await readAdminTokens(config),
      clock,
      logger,
      metrics: adminMetrics(prometheus.registry),
    });
    const adminOrigin = (): string => (isApart ? adminUrl : origin());
    const admins = { [ADMIN_API_PATH]: adminApi(apiDeps, { adminGate, logger, adminOrigin }) } as const;
    const byAddress = config.isBehindProxy ? { connectionsOfAddress: undefined } : {};
    const open = async (listener: RequestListener, address: Address): Promise<string> => {
      const opened = await listen(listener, address, { ...byAddress, ...options.http }, logger);
      listening.push(opened);
      return urlOf(address.host, opened.port);
    };
    const answerHostPath = pathsWith(!isApart);
    url = await open(
      mount(
        { ...(!isApart && admins), [HAND_OVER_PATH]: handOverPages(apiDeps, logger) },
        (request, response) => {
          if (!answerHostPath(request, response)) void scim(request, response);
        },
      ),
      config,
    );
    adminUrl = isApart
      ? await open(mount(admins, orNothing(pathsWith(true))), { ...adminAddress, setting: 'ADMIN_PORT' })
      : url;
    stopPruning = pruneOld(store, config.retention, clock, logger, onEvent !== undefined);
    stopSweeping = sweepRemoved(store, clock, logger);
    isReindexed = await reindexChanged({ connectors, store: admin.store, clock, logger, isStopped });
    // Whoever stopped it closes what there is.
    if (!isReindexed) return { url, adminUrl, tenants: [], store, close };
    await warnOfSettings({ connectors, store, logger });
    const tenants = await startDemo(admin, { demo, config, url, logger });
    state = 'ready';
    delivery?.wake();
    return { url, adminUrl, tenants, store, close };
  } catch (error) {
    await close();
    throw error;
  }

  function deliverTo(handler: EventHandler<Served>): Delivery {
    return openDelivery({
      outbox: admin.store.outbox,
      // Which rows an event fits is known when it is delivered.
      handler: handler as EventHandler,
      connectors,
      owner: ids(),
      clock,
      random: Math.random,
      logger,
      metrics: events,
      settings: { ...defaultDelivery, ...options.delivery },
    });
  }
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function orNothing(answer: AnswerHostPath): RequestListener {
  return (request, response) => {
    if (answer(request, response)) return;
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('There is nothing at this path. /admin/api/openapi.json has what there is.\n');
  };
}
