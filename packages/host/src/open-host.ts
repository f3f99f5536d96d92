import { setTimeout } from 'node:timers/promises';
import type { Connector, EventHandler } from '@scimwright/connector-kit';
import { connectorClash, createServer, defaultLimits, type Logger } from '@scimwright/server';
import { ADMIN_API_PATH, adminApi } from './admin-api/admin-api.ts';
import { adminMetrics } from './admin-api/admin-metrics.ts';
import { openAdminGate } from './admin-api/admin-gate.ts';
import { readAdminTokens } from './admin-token.ts';
import { HostRefusal, type HostConfig } from './config.ts';
import { deriveAgain } from './derive/derive-again.ts';
import { untilDerived } from './derive/until-derived.ts';
import type { DemoTenant } from './demo/demo-file.ts';
import { startDemo, type Demo } from './demo/start-demo.ts';
import { defaultDelivery, type DeliverySettings } from './events/delivery-settings.ts';
import { eventMetrics } from './events/event-metrics.ts';
import { openDelivery, type Delivery } from './events/open-delivery.ts';
import { wakeOnCommit } from './events/wake-on-commit.ts';
import { HAND_OVER_PATH } from './hand-over/hand-over-link.ts';
import { handOverPages } from './hand-over/hand-over-pages.ts';
import { hostPaths, type HostState } from './host-paths.ts';
import type { HttpBounds } from './http/http-bounds.ts';
import { listen, type Listening } from './listen.ts';
import { mount } from './mount.ts';
import { openAdmin } from './open-admin.ts';
import type { Store } from '@scimwright/store';
import type { Patience } from '@scimwright/store-knex';
import { loadMetrics } from './load-metrics.ts';
import { openPrometheus } from './prometheus.ts';
import { pruneOld } from './prune-old.ts';
import { tlsWarning } from './tls-warning.ts';
import { warnOfSettings } from './warn-of-settings.ts';

const NO_CONNECTOR =
  'This host has no connector, so it would serve nothing. Add a package that exports one to the dependencies in package.json, or give startHost a list of connectors.';

/** A host that answers. */
export interface Host {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
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
 * @param options.patience - how long the database is waited for, where it is not to be as usual
 * @param options.isStopped - whether it is to be closed while it is still opening: it resolves soon then, not ready
 * @throws HostRefusal when there is no connector or two cannot be told apart, the address cannot be listened on, or the
 *   database cannot be opened
 *
 * @example
 * const host = await openHost({ connectors: [bic], config, logger });
 */
export async function openHost(options: {
  readonly connectors: readonly Connector[];
  readonly config: HostConfig;
  readonly logger: Logger;
  readonly demo?: Demo | undefined;
  readonly clock?: () => Date;
  readonly onEvent?: EventHandler | undefined;
  readonly delivery?: Partial<DeliverySettings> | undefined;
  readonly http?: Partial<HttpBounds> | undefined;
  readonly patience?: Partial<Patience> | undefined;
  readonly isStopped?: (() => boolean) | undefined;
}): Promise<Host> {
  const { connectors, config, logger, demo, onEvent, isStopped = () => false } = options;
  if (connectors.length === 0) throw new HostRefusal(NO_CONNECTOR);
  const clash = connectorClash(connectors);
  if (clash !== undefined) throw new HostRefusal(clash);
  const unchecked = tlsWarning(config.databaseUrl);
  if (unchecked !== undefined) logger.warn({}, unchecked);
  const admin = await openAdmin(connectors, config, options);
  const { clock, ids } = admin;
  const prometheus = openPrometheus();
  const { metrics } = prometheus;
  const events = eventMetrics(prometheus.registry, admin.store.outbox, clock);
  const delivery = onEvent && deliverTo(onEvent);
  let isDerived = false;
  const derived = untilDerived(admin.store, () => isDerived);
  const store = delivery === undefined ? derived : wakeOnCommit(derived, delivery.wake);
  const server = createServer({
    connectors,
    store,
    clock,
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
  const origin = (): string => config.publicUrl ?? url;
  const apiDeps = { connectors, store, clock, ids, origin };
  const answerHostPath = hostPaths({ store, prometheus, stateOf: () => state });
  let listening: Listening | undefined;
  let stopPruning: (() => Promise<void>) | undefined;
  /** Closes whatever is open by then. */
  const close = async (): Promise<void> => {
    const wasReady = state === 'ready';
    state = 'stopping';
    if (wasReady) await setTimeout(config.stopDelay * 1_000);
    await Promise.all([listening?.stop(), delivery?.close()]);
    await stopPruning?.();
    await server.close();
    await store.close();
  };
  try {
    const adminGate = openAdminGate({
      tokens: await readAdminTokens(config),
      clock,
      logger,
      metrics: adminMetrics(prometheus.registry),
    });
    const listener = mount(
      {
        [ADMIN_API_PATH]: adminApi(apiDeps, { adminGate, logger }),
        [HAND_OVER_PATH]: handOverPages(apiDeps, logger),
      },
      (request, response) => {
        if (!answerHostPath(request, response)) void scim(request, response);
      },
    );
    const byAddress = config.isBehindProxy ? { connectionsOfAddress: undefined } : {};
    listening = await listen(listener, config, { ...byAddress, ...options.http }, logger);
    url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${listening.port}`;
    stopPruning = pruneOld(store, config.retention, clock, logger);
    isDerived = await deriveAgain({ connectors, store, clock, logger, isStopped });
    // Whoever stopped it closes what there is.
    if (!isDerived) return { url, tenants: [], store, close };
    await warnOfSettings({ connectors, store, logger });
    const tenants = await startDemo(admin, { demo, config, url, logger });
    state = 'ready';
    delivery?.wake();
    return { url, tenants, store, close };
  } catch (error) {
    await close();
    throw error;
  }

  function deliverTo(handler: EventHandler): Delivery {
    return openDelivery({
      outbox: admin.store.outbox,
      handler,
      owner: ids(),
      clock,
      random: Math.random,
      logger,
      metrics: events,
      settings: { ...defaultDelivery, ...options.delivery },
    });
  }
}
