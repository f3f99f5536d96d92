import { HostRefusal, readConfig, type HostConfig } from '../config.ts';
import { hostFile, isAlive, readHostFile, type HostAddress } from './host-file.ts';
import { withoutPassword } from './without-password.ts';

/** The database for a command, and the host that serves it. */
export interface ProjectDatabase {
  readonly config: HostConfig;
  /** The URL of the host, without a trailing slash. */
  readonly origin: string;
  /** The file that names the database; undefined when the environment or the default does. */
  readonly toldBy: string | undefined;
}

/**
 * Finds the database of a project: from the environment, then from the project's host, then the default.
 *
 * @param folder - the folder of the project
 * @throws HostRefusal when the environment is wrong, two hosts run on two databases, or the database needs a password
 *
 * @example
 * const { config, origin } = await projectDatabase(process.env, '/srv/flow');
 */
export async function projectDatabase(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<ProjectDatabase> {
  const config = readConfig(env, folder);
  const hosts = await readHostFile(folder);
  const originOf = (host: HostAddress | undefined): string =>
    config.publicUrl ?? host?.origin ?? `http://${config.host}:${config.port}`;
  const isNamed = [env['DATABASE_URL'], env['DATA_DIR']].some((value) => value !== undefined && value !== '');
  const host = isNamed ? undefined : projectHost(hosts);
  if (host === undefined) {
    const { url } = withoutPassword(config.databaseUrl);
    return { config, origin: originOf(hosts.find(({ database }) => database === url)), toldBy: undefined };
  }
  if (host.needsPassword) {
    throw new HostRefusal(
      `The host of this project uses ${host.database} with a password, which is not stored. Set DATABASE_URL to the whole URL, as the host does.`,
    );
  }
  return {
    config: { ...config, databaseUrl: host.database },
    origin: originOf(host),
    toldBy: hostFile(folder),
  };
}

/** The running host, or the one that ran last. */
function projectHost(hosts: readonly HostAddress[]): HostAddress | undefined {
  const running = hosts.filter(({ pid }) => isAlive(pid));
  if (running.length < 2) return running[0] ?? hosts.at(-1);
  const list = running.map(({ database, origin }) => `  ${database}, served at ${origin}`);
  throw new HostRefusal(
    `Hosts of this project run on several databases. Set DATABASE_URL to the one you mean.\n${list.join('\n')}`,
  );
}
