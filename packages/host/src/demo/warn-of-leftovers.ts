import type { Logger } from '@scimwright/server';
import type { AdminDeps } from '@scimwright/server/admin';
import { hashToken } from '@scimwright/server/internal';
import { isLive } from '@scimwright/store';
import { demoFile, readDemoFile } from './demo-file.ts';

/**
 * Warns of the demo tenants of an earlier start, on a host that has no demo now: their tokens still work, and stand in clear in
 * a file.
 *
 * @example
 * await warnOfLeftovers(deps, '.data', logger);
 */
export async function warnOfLeftovers(
  { store, clock }: Pick<AdminDeps, 'store' | 'clock'>,
  dataDir: string,
  logger: Logger,
): Promise<void> {
  for (const { secretToken } of await readDemoFile(dataDir)) {
    const found = await store.tokens.find(hashToken(secretToken));
    if (found === undefined || !isLive(found.token, clock())) continue;
    const { connector, name } = found.tenant;
    logger.warn(
      { connector },
      `The demo tenant ${name} of an earlier start is still there, and ${demoFile(dataDir)} has its token. Before customers use this host, run: scimwright tenant delete ${connector} ${name} --yes`,
    );
  }
}
