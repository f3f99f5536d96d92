import { randomUUID } from 'node:crypto';
import type { Connector } from '@scimwright/connector-kit';
import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import type { DemoTenant } from './demo-file.ts';
import type { DemoMemory } from './demo-memory.ts';

/** Whether the company of the demo is still coming in. */
export type DemoState = 'filling' | 'filled';

/** How far the company has come in: objects of one phase in one of the products, or everywhere. */
type FillingProgress =
  | 'filled'
  | {
      readonly product: string;
      /** Its number, from 1, and how many products there are. */
      readonly nth: number;
      readonly products: number;
      readonly phase: string;
      readonly done: number;
      readonly total: number;
    };

/** Is told how far the company has come in. */
export type OnFilling = (progress: FillingProgress) => void;

/** The company is coming in. */
export interface Filling {
  state(): DemoState;
  /** Finishes what is under way. The next start goes on. */
  stop(): Promise<void>;
}

const PEOPLE = 200;
const SEED = 1;
const DOMAIN = 'fjordline.example';
/** Few, so that the host answers others meanwhile. */
const AT_ONCE = 4;

/** Fills the demo tenants with a company, each by a simulated initial cycle of Entra over HTTP. A tenant that has its company is left alone. */
export function fillCompany(options: {
  readonly connectors: readonly Connector[];
  readonly tenants: readonly DemoTenant[];
  readonly memory: DemoMemory;
  readonly logger: Logger;
  readonly onFilling: OnFilling | undefined;
}): Filling {
  const { connectors, tenants, memory, logger, onFilling } = options;
  const stopped = new AbortController();
  const open = connectors.flatMap((connector) => {
    const tenant = tenants.find((each) => each.connector === connector.id);
    return tenant === undefined || memory.isFilled(connector) ? [] : [{ connector, tenant }];
  });
  let state: DemoState = open.length === 0 ? 'filled' : 'filling';
  const run = async (): Promise<void> => {
    for (const [at, { connector, tenant }] of open.entries()) {
      if (stopped.signal.aborted) return;
      await fillTenantWithCompany(connector, tenant, {
        memory,
        logger,
        signal: stopped.signal,
        onProgress: (phase, done, total) => {
          const product = connector.displayName;
          onFilling?.({ product, nth: at + 1, products: open.length, phase, done, total });
        },
      });
    }
    state = 'filled';
    if (open.length > 0) onFilling?.('filled');
  };
  const running = run().catch((error: unknown) => {
    state = 'filled';
    logger.warn(
      describeFault(error),
      'The company of the demo is incomplete. The host runs without the rest.',
    );
  });
  return {
    state: () => state,
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

async function fillTenantWithCompany(
  connector: Connector,
  { tenantUrl, secretToken }: DemoTenant,
  {
    memory,
    logger,
    signal,
    onProgress,
  }: {
    readonly memory: DemoMemory;
    readonly logger: Logger;
    readonly signal: AbortSignal;
    readonly onProgress: (phase: string, done: number, total: number) => void;
  },
): Promise<void> {
  const entra = await import('@scimwright/entra'); // for this demo only
  const names = connector.demo.role?.names ?? ['User'];
  const appRoles = names.map((name) => ({ id: randomUUID(), value: name, displayName: name }));
  const plan = { people: PEOPLE, seed: SEED, defaultDomain: DOMAIN, appRoles, assignsGroups: true };
  const directory = entra.createDirectory(plan);
  for (const change of entra.generateCompany(plan)) directory.apply(change, Date.now());
  const job = {
    directory,
    mapping: entra.scopeToComplete(entra.profileMapping(connector), connector),
    settings: { ...entra.defaultSettings, concurrency: AT_ONCE },
    knobs: entra.entraKnobs,
    send: entra.httpSend({ base: tenantUrl, secretToken }),
    context: { now: () => Date.now(), random: Math.random, guid: randomUUID },
  };
  let first: string | undefined;
  const end = await entra.runCycle(job, entra.newJobState(), {
    signal,
    onProgress,
    onOutcome: ({ kind, ending }) => {
      if (ending.status === 'failure') first ??= `${kind}: ${ending.failed.code}. ${ending.failed.reason}`;
    },
  });
  if (end.status === 'stopped') return;
  if (first !== undefined) {
    const failed = end.failed + end.failedReferences;
    logger.warn(
      { connector: connector.id, failed },
      `The company in the demo tenant of ${connector.displayName} is incomplete. ${first}`,
    );
  }
  if (end.status === 'completed') await memory.rememberFilled(connector);
}
