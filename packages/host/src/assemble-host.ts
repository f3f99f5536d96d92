import type { RequestListener } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Connector, EventHandler } from '@scimwright/connector-kit';
import { createServer, defaultLimits, type Logger } from '@scimwright/server';
import { connectorClash, HAND_OVER_PATH } from '@scimwright/server/internal';
import { adminMetrics } from './admin-api/admin-metrics.ts';
import { readAdminTokens } from './admin-token.ts';
import { HostRefusal, type HostConfig } from './config.ts';
import { openTokenClock } from './clock/open-token-clock.ts';
import type { DemoTenant } from './demo/demo-file.ts';
import { fillCompany, type Filling, type OnFilling } from './demo/fill-company.ts';
import { startDemo, type Demo } from './demo/start-demo.ts';
import { defaultDelivery, type DeliverySettings } from './events/delivery-settings.ts';
import { eventMetrics } from './events/event-metrics.ts';
import { openDelivery, type Delivery } from './events/open-delivery.ts';
import { wakeOnCommit } from './events/wake-on-commit.ts';
import { hostMetrics } from './host-metrics.ts';
import { ADMIN_API_PATH, hostPaths, type HostState } from './host-paths.ts';
import { hostRouter, loadedWhenAsked, type HostRoute } from './host-router.ts';
import { hostWarnings } from './host-warnings.ts';
import type { HttpLimits } from './http/http-limits.ts';
import { isTaken, listen, type Address, type Listening } from './listen.ts';
import { openAdmin } from './open-admin.ts';
import type { Store } from '@scimwright/store';
import type { Timeouts } from '@scimwright/store-knex';
import { openPrometheus } from './prometheus.ts';
import { pruneOld } from './prune-old.ts';
import { openReindexing } from './reindex/open-reindexing.ts';
import { untilReindexed } from './reindex/until-reindexed.ts';
import { sweepRemoved } from './sweep-removed.ts';
import { tlsWarning } from './tls-warning.ts';
import { warnOfSettings } from './warn-of-settings.ts';
import { watchRoom } from './watch-room.ts';

const NO_CONNECTOR =
  'This host has no connector, so it would serve nothing. Add a package that exports one to the dependencies in package.json, or pass startHost a list of connectors.';

/** The longest time that a host takes to stop after its delay, in milliseconds: for running requests and event handlers. */
const STOPPING_MS = 20_000;

/** How often a host checks a full disk for space, and its clock; in milliseconds. */
const WATCH_EVERY_MS = 5_000;

/** A running host. */
export interface Host {
  /** Where it listens, without a trailing slash. */
  readonly url: string;
  /** Where /admin and /metrics are, without a trailing slash; the same as `url` unless they have their own port. */
  readonly adminUrl: string;
  /** The demo tenants; empty without a demo. */
  readonly tenants: readonly DemoTenant[];
  readonly store: Store;
  /** Reports not ready for `stopDelay`, then stops accepting and delivering, finishes running work and closes the database. */
  close(): Promise<void>;
}

/** How to open a host. */
export interface OpenHostOptions<Served extends Connector = Connector> {
  /** The connectors to serve, each at its own path. */
  readonly connectors: readonly Served[];
  /** What `readConfig` reads from the environment. */
  readonly config: HostConfig;
  /** Where the process log goes. */
  readonly logger: Logger;
  /** Asks for demo tenants, unless `config.noDemo` says why there can be none. */
  readonly demo?: Demo | undefined;
  /** Is called while the company of the demo comes in. */
  readonly onFilling?: OnFilling | undefined;
  /** The time; that of the system by default. */
  readonly clock?: () => Date;
  /** Receives events of users and groups; without it they stay in the database. */
  readonly onEvent?: EventHandler<NoInfer<Served>> | undefined;
  /** How events are delivered to `onEvent`; unset values use the defaults. */
  readonly delivery?: Partial<DeliverySettings> | undefined;
  /** Limits for slow or too many clients; unset ones use the defaults. */
  readonly http?: Partial<HttpLimits> | undefined;
  /** Database timeouts; unset ones use the defaults. */
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** How often it checks a full disk and its clock; 5 seconds by default. */
  readonly watchEveryMs?: number | undefined;
  /** Milliseconds of a monotonic clock; that of the process by default. */
  readonly monotonic?: (() => number) | undefined;
  /** How long it waits for another host on the same SQLite file to stop; as long as stopping takes by default. */
  readonly waitForHostMs?: number | undefined;
  /** Is awaited before each portion of resources that is reindexed. */
  readonly betweenPortions?: (() => Promise<unknown>) | undefined;
  /** Whether to stop while it is still opening; it then resolves soon, not ready. */
  readonly isStopped?: (() => boolean) | undefined;
}

/** Opens a host with all its parts; see `openHost`. */
export async function assembleHost<Served extends Connector>(
  options: OpenHostOptions<Served>,
): Promise<Host> {
  const { connectors, config, logger, demo, onEvent, isStopped = () => false } = options;
  const { watchEveryMs: everyMs = WATCH_EVERY_MS, monotonic = () => performance.now() } = options;
  if (connectors.length === 0) throw new HostRefusal(NO_CONNECTOR);
  const clash = connectorClash(connectors);
  if (clash !== undefined) throw new HostRefusal(clash);
  const unchecked = tlsWarning(config.databaseUrl);
  if (unchecked !== undefined) logger.warn({}, unchecked);
  const { waitForHostMs: waitMs = config.stopDelay * 1_000 + STOPPING_MS } = options;
  const onBusy = async (): Promise<boolean> => {
    // Without a delay, a stopping host has released its address. If the address is taken, that host is not stopping.
    if (config.stopDelay === 0 && (await isTaken(config))) return false;
    const seconds = Math.ceil(waitMs / 1_000);
    logger.warn({ seconds }, 'another host uses the database file: waiting for it to stop');
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
  const reindexing = openReindexing({
    connectors,
    store: admin.store,
    clock,
    logger,
    between: options.betweenPortions,
  });
  const reindexed = untilReindexed(admin.store, reindexing.heldOf);
  const store = delivery === undefined ? reindexed : wakeOnCommit(reindexed, delivery.wake);
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
  const scim = server.app.callback();
  let state: HostState = 'starting';
  let filling: Filling | undefined;
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
  hostMetrics(prometheus.registry, {
    load: server.load,
    isFull: () => store.diskFull() !== undefined,
    clockBehind: tokenClock.behind,
  });
  const stopWatching = watchRoom(store, everyMs, logger);
  const { adminAddress } = config;
  const hasAdminPort = adminAddress !== undefined;
  const pathsWith = (showsMetrics: boolean) =>
    hostPaths({ store, prometheus, stateOf: () => state, showsMetrics, demoState: () => filling?.state() });
  const listening: Listening[] = [];
  let stopPruning: (() => Promise<void>) | undefined;
  let stopSweeping: (() => Promise<void>) | undefined;
  /** Closes everything that is open so far. */
  const close = async (): Promise<void> => {
    const wasReady = state === 'ready';
    state = 'stopping';
    // It sends requests to this host.
    await filling?.stop();
    const reindexingStopped = reindexing.stop();
    if (wasReady) await setTimeout(config.stopDelay * 1_000);
    await Promise.all([...listening.map((one) => one.stop()), delivery?.close()]);
    await Promise.all([stopPruning?.(), stopSweeping?.(), stopWatching(), reindexingStopped]);
    // At the same time, because each waits for its timeout when the database is unavailable.
    await Promise.all([server.close(), tokenClock.close()]);
    await admin.close();
  };
  try {
    await tokenClock.keep();
    const gate = {
      tokens: await readAdminTokens(config),
      clock,
      logger,
      metrics: adminMetrics(prometheus.registry),
    };
    const adminOrigin = (): string => (hasAdminPort ? adminUrl : origin());
    const api: HostRoute = {
      path: ADMIN_API_PATH,
      isPrefix: true,
      answer: loadedWhenAsked(async () => {
        const { adminApi } = await import('./admin-api/admin-api.ts');
        const { openAdminGate } = await import('./admin-api/admin-gate.ts');
        return adminApi(apiDeps, { adminGate: openAdminGate(gate), logger, adminOrigin });
      }, logger),
    };
    const handOvers: HostRoute = {
      path: HAND_OVER_PATH,
      isPrefix: true,
      answer: loadedWhenAsked(async () => {
        const { handOverPages } = await import('./hand-over/hand-over-pages.ts');
        return handOverPages(apiDeps, logger);
      }, logger),
    };
    const byAddress = config.isBehindProxy ? { connectionsOfAddress: undefined } : {};
    const open = async (listener: RequestListener, address: Address): Promise<string> => {
      const opened = await listen(listener, address, { ...byAddress, ...options.http }, logger);
      listening.push(opened);
      return urlOf(address.host, opened.port);
    };
    url = await open(
      hostRouter(
        [...pathsWith(!hasAdminPort), handOvers, ...(hasAdminPort ? [] : [api])],
        (request, response) => void scim(request, response),
      ),
      config,
    );
    adminUrl = hasAdminPort
      ? await open(hostRouter([...pathsWith(true), api], answerNotFound), {
          ...adminAddress,
          setting: 'ADMIN_PORT',
        })
      : url;
    stopPruning = pruneOld(store, config.retention, clock, logger, onEvent !== undefined);
    stopSweeping = sweepRemoved(store, clock, logger);
    await reindexing.plan();
    // The caller that stopped it closes it.
    if (isStopped()) return { url, adminUrl, tenants: [], store, close };
    void reindexing.run();
    await warnOfSettings({ connectors, store, logger });
    const { tenants, memory } = await startDemo(admin, { demo, config, url, logger });
    state = 'ready';
    if (demo === 'company' && memory !== undefined) {
      filling = fillCompany({ connectors, tenants, memory, logger, onFilling: options.onFilling });
    }
    delivery?.wake();
    return { url, adminUrl, tenants, store, close };
  } catch (error) {
    await close();
    throw error;
  }

  function deliverTo(handler: EventHandler<Served>): Delivery {
    return openDelivery({
      outbox: admin.store.outbox,
      // An event is checked against the rows when it is delivered.
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

const answerNotFound: RequestListener = (_request, response) => {
  response.writeHead(404, { 'Content-Type': 'text/plain' });
  response.end('There is nothing at this path. /admin/api/openapi.json lists what there is.\n');
};
