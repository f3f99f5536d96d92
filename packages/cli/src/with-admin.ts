import { userInfo } from 'node:os';
import { HostRefusal, openAdmin, projectDatabase, withoutPassword, type Admin } from '@scimwright/host';
import { loadProject } from './load-project.ts';

/** What a command works with. */
export interface CommandContext {
  readonly admin: Admin;
  /** The URL of the host, without a slash at its end. */
  readonly origin: string;
}

/**
 * Runs a command over the database of the host's project and closes it again. It names the database on standard error, so that
 * an answer on standard output stays as it is. It makes no database: that is the host's to do.
 *
 * @example
 * await withAdmin(async ({ admin }) => admin.store.tenants.get('bic', 'contoso'));
 */
export async function withAdmin<Result>(run: (context: CommandContext) => Promise<Result>): Promise<Result> {
  const { folder, connectors } = await loadProject(process.cwd());
  const { config, origin, toldBy } = await projectDatabase(process.env, folder);
  const admin = await openAdmin(connectors, config, { mustExist: true }).catch((error: unknown) => {
    if (!(error instanceof HostRefusal) || toldBy === undefined) throw error;
    throw new HostRefusal(`${error.message}\nThe host of this project left that address in ${toldBy}.`);
  });
  process.stderr.write(`Database: ${withoutPassword(config.databaseUrl).url}\n`);
  try {
    return await run({ admin: { ...admin, actor: `cli:${userName()}` }, origin });
  } finally {
    await admin.close();
  }
}

/** The user of the machine; in a container one may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
