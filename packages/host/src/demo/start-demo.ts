import type { Logger } from '@scimwright/server';
import type { AdminDeps } from '@scimwright/server/admin';
import { describeFault } from '@scimwright/server/internal';
import type { HostConfig } from '../config.ts';
import { readDemoFile, writeDemoFile, type DemoTenant } from './demo-file.ts';
import { openDemoMemory } from './demo-memory.ts';
import { prepareDemo } from './prepare-demo.ts';
import { warnOfLeftovers } from './warn-of-leftovers.ts';

/** A demo with people in its tenants, or with empty ones. */
export type Demo = 'filled' | 'empty';

/**
 * Makes the demo, where it is asked for and may be there. A demo that fails is a warning: the host serves customers without it.
 *
 * @param options.demo - undefined where nobody asks for a demo
 * @param options.url - the loopback URL of the host, without a slash at its end
 *
 * @example
 * const tenants = await startDemo(deps, { demo: 'filled', config, url: 'http://127.0.0.1:8080', logger });
 */
export async function startDemo(
  deps: AdminDeps,
  options: {
    readonly demo: Demo | undefined;
    readonly config: Pick<HostConfig, 'dataDir' | 'noDemo'>;
    readonly url: string;
    readonly logger: Logger;
  },
): Promise<readonly DemoTenant[]> {
  const { demo, config, url, logger } = options;
  const { dataDir, noDemo } = config;
  try {
    if (demo !== undefined && noDemo === undefined) {
      const known = await readDemoFile(dataDir);
      const memory = await openDemoMemory(dataDir, deps.store);
      const warn = (sentence: string): void => logger.warn({}, sentence);
      const tenants = await prepareDemo(deps, { known, memory, url, isFilled: demo === 'filled', warn });
      await writeDemoFile(dataDir, tenants);
      return tenants;
    }
    if (demo !== undefined) logger.info({}, `There is no demo: ${noDemo}.`);
    await warnOfLeftovers(deps, dataDir, logger);
  } catch (error) {
    logger.warn(describeFault(error), 'The demo failed. The host runs without it.');
  }
  return [];
}
