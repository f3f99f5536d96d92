import { userInfo } from 'node:os';
import { HostRefusal } from '@scimwright/host';
import { openAdmin, projectDatabase, withoutPassword, type Admin } from '@scimwright/host/internal';
import type { AdminApiDeps } from '@scimwright/server/admin';
import type { CommandIo } from './command-io.ts';
import { loadProject } from './load-project.ts';
import { printOn, sayOn, type Print, type Say } from './print.ts';

/** The input of a command. */
export interface CommandContext {
  readonly admin: Admin & AdminApiDeps;
  readonly print: Print;
  readonly say: Say;
}

/**
 * Runs a command over the database of the host's project, and closes the database afterwards. It names the database on
 * standard error, so that standard output has only the result. It does not create a database: the host does.
 */
export async function withAdmin<Result>(
  io: CommandIo,
  run: (context: CommandContext) => Promise<Result>,
): Promise<Result> {
  const { folder, connectors } = await loadProject(io.cwd);
  const { config, origin, toldBy } = await projectDatabase(io.env, folder);
  const admin = await openAdmin(connectors, config, { mustExist: true }).catch((error: unknown) => {
    if (!(error instanceof HostRefusal) || toldBy === undefined) throw error;
    throw new HostRefusal(`${error.message}\nThe host of this project left that address in ${toldBy}.`);
  });
  const say = sayOn(io);
  say(`Database: ${withoutPassword(config.databaseUrl).url}`);
  try {
    return await run({
      admin: { ...admin, actor: `cli:${userName()}`, origin: () => origin },
      print: printOn(io),
      say,
    });
  } finally {
    await admin.close();
  }
}

/** The user of the machine; in a container the user may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
