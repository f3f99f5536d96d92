import { userInfo } from 'node:os';
import { HostRefusal } from '@scimwright/host';
import { openAdmin, projectDatabase, withoutPassword, type Admin } from '@scimwright/host/internal';
import type { AdminApiDeps } from '@scimwright/server/admin';
import { loadProject } from './load-project.ts';

/** What a command works with. */
export interface CommandContext {
  readonly admin: Admin & AdminApiDeps;
}

/**
 * Runs a command over the database of the host's project, and closes the database afterwards. It names the database on
 * standard error, so that an answer on standard output stays as it is. It does not create a database: the host does.
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
    return await run({ admin: { ...admin, actor: `cli:${userName()}`, origin: () => origin } });
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
