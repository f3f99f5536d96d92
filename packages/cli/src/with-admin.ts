import { openAdmin, readConfig, type Admin } from '@scimwright/host';
import { loadProject } from './load-project.ts';

/** What a command works with. */
export interface CommandContext {
  readonly admin: Admin;
  /** The URL of the host, as its configuration has it. */
  readonly origin: string;
}

/**
 * Runs a command over the database of the host's project and closes it again.
 *
 * @example
 * await withAdmin(async ({ admin }) => admin.store.tenants.get('bic', 'contoso'));
 */
export async function withAdmin<Result>(run: (context: CommandContext) => Promise<Result>): Promise<Result> {
  const { folder, connectors } = await loadProject(process.cwd());
  const config = readConfig(process.env, folder);
  const admin = await openAdmin(connectors, config);
  try {
    return await run({ admin, origin: config.publicUrl ?? `http://${config.host}:${config.port}` });
  } finally {
    await admin.close();
  }
}
