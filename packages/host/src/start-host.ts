import type { Connector, EventHandler } from '@scimwright/connector-kit';
import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import { StoreUnavailable } from '@scimwright/store';
import { adminTokenFile } from './admin-token.ts';
import { HostRefusal, readConfig, type HostConfig } from './config.ts';
import { card } from './demo/card.ts';
import type { OnFilling } from './demo/fill-company.ts';
import type { Demo } from './demo/start-demo.ts';
import type { DeliverySettings } from './events/delivery-settings.ts';
import type { HttpLimits } from './http/http-limits.ts';
import { openHost, type Host } from './open-host.ts';
import { findProject } from './project/find-project.ts';
import { hostFile, writeHostFile } from './project/host-file.ts';
import { withoutPassword } from './project/without-password.ts';

/** Options of a host. */
export interface StartHostOptions<Served extends Connector = Connector> {
  /** The connectors to serve, each at its own path; or a function that loads them, whose errors are then explained. */
  readonly connectors: readonly Served[] | (() => Promise<readonly Served[]>);
  /** Receives the events of users and groups, typed by their rows. Without it, events stay in the database. */
  readonly onEvent?: EventHandler<NoInfer<Served>> | undefined;
  /** How events are delivered to `onEvent`; unset values use the defaults. */
  readonly delivery?: Partial<DeliverySettings> | undefined;
  /** Limits for slow or too many clients; unset values use the defaults. */
  readonly http?: Partial<HttpLimits> | undefined;
}

/**
 * Runs a host as a process. It reads its configuration from the environment, prints a card on standard output, logs to standard
 * error, and stops cleanly on SIGTERM or Ctrl-C. A host that cannot start says why and sets exit code 1.
 *
 * The argument `--demo` creates demo tenants with people, `--company` also lets a company of 200 in while the host serves, and `--empty`
 * creates demo tenants without people. All need a loopback address and the
 * default database, and no PUBLIC_URL.
 *
 * @example
 * await startHost({ connectors: [bic] });
 */
export async function startHost<Served extends Connector>(options: StartHostOptions<Served>): Promise<void> {
  const { onEvent, delivery, http } = options;
  try {
    const config = readConfig(process.env, process.cwd());
    const { pino } = await import('pino'); // for hosts only, as what openHost loads
    const logger = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }));
    const demo = demoIn(process.argv);
    const connectors =
      typeof options.connectors === 'function' ? await options.connectors() : options.connectors;
    let isStopped = false;
    const opening = openHost({
      connectors,
      config,
      logger,
      demo,
      onEvent,
      delivery,
      http,
      isStopped: () => isStopped,
      onFilling: showFilling(process.stderr),
    });
    const stop = async (signal: NodeJS.Signals): Promise<void> => {
      isStopped = true;
      // It may still be starting, for example waiting for the migrations of another host.
      const host = await opening.catch((error: unknown) => {
        if (error instanceof HostRefusal) return undefined;
        throw error;
      });
      logger.info({ signal }, 'stopping');
      await host?.close();
      logger.info({}, 'stopped');
    };
    let stopping: Promise<void> | undefined;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      // A supervisor may signal the whole process group, and a launcher may forward the signal. The second one changes nothing.
      process.on(signal, () => {
        stopping ??= stop(signal).then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error(describeFault(error), 'stopping failed');
            process.exit(1);
          },
        );
      });
    }
    const host = await opening;
    if (isStopped) return;
    await writeAddress(host, config, logger);
    process.stdout.write(greeting(host, config, connectors, demo));
  } catch (error) {
    if (!(error instanceof HostRefusal || error instanceof StoreUnavailable)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
    // The PostgreSQL driver leaves failed connections open. They must not keep the process alive.
    setTimeout(() => process.exit(), 500).unref();
  }
}

/** Shows on a terminal how far the company of the demo has come in, on one line. Elsewhere it says when the company is in. */
function showFilling(stream: NodeJS.WriteStream): OnFilling {
  return (progress) => {
    const line = stream.isTTY ? '\r\u001B[K' : '';
    if (progress === 'filled') {
      stream.write(`${line}A company of 200 people is in the demo tenants.\n`);
    } else if (stream.isTTY) {
      const { product, nth, products, phase, done, total } = progress;
      stream.write(
        `${line}A company comes in: ${product} (${nth} of ${products}), ${phase} ${done} of ${total}`,
      );
    }
  };
}

function demoIn(argv: readonly string[]): Demo | undefined {
  if (argv.includes('--empty')) return 'empty';
  if (argv.includes('--company')) return 'company';
  return argv.includes('--demo') ? 'filled' : undefined;
}

/** Writes the address of the host for the command line, which may run without this environment. */
async function writeAddress({ url }: Host, config: HostConfig, logger: Logger): Promise<void> {
  const project = await findProject(process.cwd());
  if (project === undefined) return;
  const { url: database, hadPassword } = withoutPassword(config.databaseUrl);
  const origin = config.publicUrl ?? url;
  const address = { database, needsPassword: hadPassword, origin, pid: process.pid };
  await writeHostFile(project.folder, address).catch((error: unknown) => {
    logger.info(
      describeFault(error),
      `${hostFile(project.folder)} cannot be written: the command line needs DATABASE_URL or DATA_DIR.`,
    );
  });
}

function greeting(
  host: Host,
  config: HostConfig,
  connectors: readonly Connector[],
  demo: Demo | undefined,
): string {
  const { url, adminUrl, tenants } = host;
  const { dataDir, noDemo } = config;
  const adminTokenIn = config.adminToken === undefined ? adminTokenFile(dataDir) : 'ADMIN_TOKEN';
  return demo !== undefined && noDemo === undefined
    ? card({ url, adminUrl, connectors, tenants, dataDir, adminTokenIn })
    : `Scimwright is ready at ${url}\n${adminUrl === url ? '' : `The admin API is at ${adminUrl}/admin/api, metrics at ${adminUrl}/metrics\n`}`;
}
