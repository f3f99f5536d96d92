import type { Logger } from '@scimwright/server';
import type { AdminDeps } from '@scimwright/server/admin';
import { describeFault, hashToken } from '@scimwright/server/internal';
import { isLive } from '@scimwright/store';
import type { HostConfig } from '../config.ts';
import { demoFile, readDemoFile, writeDemoFile, type DemoTenant } from './demo-file.ts';
import { openDemoMemory, type DemoMemory } from './demo-memory.ts';
import { prepareDemo } from './prepare-demo.ts';

/** A demo whose tenants are empty, have a few people, or also get a company, by a simulated cycle of Entra. */
export type Demo = 'empty' | 'filled' | 'company';

/** The demo tenants, and what is remembered of them. */
export interface StartedDemo {
  readonly tenants: readonly DemoTenant[];
  /** Undefined without a demo. */
  readonly memory: DemoMemory | undefined;
}

/**
 * Makes the demo, if it is asked for and allowed. A failure is only a warning: the host runs without a demo.
 *
 * @param options.demo - undefined for no demo
 * @param options.url - the loopback URL of the host, without a trailing slash
 */
export async function startDemo(
  deps: AdminDeps,
  options: {
    readonly demo: Demo | undefined;
    readonly config: Pick<HostConfig, 'dataDir' | 'noDemo'>;
    readonly url: string;
    readonly logger: Logger;
  },
): Promise<StartedDemo> {
  const { demo, config, url, logger } = options;
  const { dataDir, noDemo } = config;
  try {
    if (demo !== undefined && noDemo === undefined) {
      const known = await readDemoFile(dataDir);
      const memory = await openDemoMemory(dataDir, deps.store);
      const warn = (sentence: string): void => logger.warn({}, sentence);
      const tenants = await prepareDemo(deps, { known, memory, url, isFilled: demo !== 'empty', warn });
      await writeDemoFile(dataDir, tenants);
      return { tenants, memory };
    }
    if (demo !== undefined) logger.info({}, `There is no demo: ${noDemo}.`);
    await warnOfLeftovers(deps, dataDir, logger);
  } catch (error) {
    logger.warn(describeFault(error), 'The demo failed. The host runs without it.');
  }
  return { tenants: [], memory: undefined };
}

/** Warns of demo tenants from an earlier start, on a host without a demo: their tokens still work and are in a file. */
async function warnOfLeftovers(
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
      `The demo tenant ${name} of an earlier start still exists, and ${demoFile(dataDir)} contains its token. Before customers use this host, run: scimwright tenant delete ${connector} ${name} --yes`,
    );
  }
}
