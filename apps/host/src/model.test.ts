import { engines, openPostgres, type TestEngine } from '@scimwright/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { auditModel } from './model/audit-model.fixture.ts';
import { runModel } from './model/run-model.fixture.ts';
import { seededRandom } from './model/seeded-random.fixture.ts';
import { openHosts, type Hosts } from './open-hosts.fixture.ts';
import { until } from './until.fixture.ts';

// To repeat a run as far as the timing of hosts allows, use the seed in its failure. To make it longer, use more
// operations: MODEL_SEED=7 MODEL_OPERATIONS=10000 npx vitest run apps/host/src/model.test.ts
const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const OPERATIONS = Number(process.env['MODEL_OPERATIONS'] ?? 400);
const WORKERS = 8;
/** The minimum number of disturbances, and the number of answers between two of them. */
const DISTURBANCES = 3;
const CALM = 100;
const TIMEOUT = 120_000 + OPERATIONS * 100;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function open(engine: TestEngine['open'], count: number): Promise<Hosts> {
  const database = await engine();
  closing.push(() => database.close());
  const hosts = await openHosts({ database, count });
  closing.push(() => hosts.close());
  return hosts;
}

/** Runs the model without disturbances: every request is answered. */
async function assertModel(hosts: Hosts): Promise<void> {
  const isEnough = (operations: number): boolean => operations >= OPERATIONS;
  const modelled = await runModel(hosts, { seed: SEED, workers: WORKERS, isEnough, mayFail: false });
  await auditModel(modelled, hosts.sql);
  expect(modelled.world.tally.unknown).toBe(0);
}

/** Runs the model with repeated disturbances. */
async function assertModelDespite(hosts: Hosts, disturb: () => Promise<void>): Promise<void> {
  const progress = { disturbances: 0, isOver: false, answered: () => 0 };
  const running = runModel(hosts, {
    seed: SEED,
    workers: WORKERS,
    mayFail: true,
    isEnough: (operations) =>
      progress.isOver || (operations >= OPERATIONS && progress.disturbances >= DISTURBANCES),
    onStart: ({ tally }) => {
      progress.answered = () => tally.answered;
    },
  });
  const disturbing = async (): Promise<void> => {
    for (; progress.disturbances < OPERATIONS; progress.disturbances += 1) {
      const next = progress.answered() + CALM;
      await until(() => progress.isOver || progress.answered() >= next, 'the next answer');
      if (progress.isOver) return;
      await disturb();
    }
  };
  const over = (): void => {
    progress.isOver = true;
  };
  // Wait for both before closing the hosts, even if one of them failed.
  const [outcome, disturbed] = await Promise.allSettled([running.finally(over), disturbing().finally(over)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (disturbed.status === 'rejected') throw disturbed.reason;
  const modelled = outcome.value;
  await auditModel(modelled, hosts.sql);
  // Prints the numbers of a long run.
  if (process.env['MODEL_OPERATIONS'] !== undefined) {
    const { operations, world } = modelled;
    process.stdout.write(
      `${operations} operations, ${world.tally.answered} answers, ${world.tally.unknown} requests without one, ${progress.disturbances} disturbances\n`,
    );
  }
}

describe('random concurrent requests are answered as the model predicts, and leave the predicted data', () => {
  it.each(engines)('with one host on $name', { timeout: TIMEOUT }, async ({ open: engine }) => {
    await assertModel(await open(engine, 1));
  });

  it('with three hosts on one database', { timeout: TIMEOUT }, async () => {
    await assertModel(await open(openPostgres, 3));
  });

  it('with three hosts that are killed one after the other', { timeout: TIMEOUT }, async () => {
    const hosts = await open(openPostgres, 3);
    const random = seededRandom(SEED);
    await assertModelDespite(hosts, async () => {
      const victim = random.below(hosts.count);
      await hosts.kill(victim);
      await hosts.revive(victim);
    });
  });

  it('with two hosts, while PostgreSQL repeatedly ends their connections', { timeout: TIMEOUT }, async () => {
    const hosts = await open(openPostgres, 2);
    await assertModelDespite(hosts, async () => {
      await hosts.sql.run(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    });
  });
});
