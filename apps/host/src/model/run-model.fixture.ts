import { expect } from 'vitest';
import { bicGroup, bicUser } from '../bic-user.fixture.ts';
import type { Hosts } from '../open-hosts.fixture.ts';
import type { TenantClient } from '../tenant-client.fixture.ts';
import { openAsk } from './ask.fixture.ts';
import { groupOperations } from './group-operations.fixture.ts';
import { pageThrough } from './page-through.fixture.ts';
import { seededRandom, type Random } from './seeded-random.fixture.ts';
import { sharedOperations } from './shared-operations.fixture.ts';
import { userOperations } from './user-operations.fixture.ts';
import { openWorld, type Worker, type World } from './world.fixture.ts';

/** The options of a run. */
export interface ModelRun {
  readonly seed: number;
  readonly workers: number;
  /** Whether the run is long enough, by the operations so far. */
  readonly isEnough: (operations: number) => boolean;
  /** Whether hosts or databases fail during the run. Otherwise every request must be answered. */
  readonly mayFail: boolean;
  /** Called with the world when it is set up, before the workers begin. */
  readonly onStart?: (world: World) => void;
}

/** The expected data after a run. */
export interface Modelled {
  readonly seed: number;
  readonly world: World;
  readonly workers: readonly Worker[];
  readonly tenant: TenantClient;
  readonly operations: number;
}

const RESIDENTS = 45;
const SHARED_GROUPS = 3;
const MAX_OPERATIONS = 100_000;
const LINES = 24;
const LINE = 400;

/**
 * Lets concurrent workers send random requests to one tenant, and compares every answer with a model: an acknowledged
 * write is visible from then on, through any host.
 *
 * @throws Error with the seed, and with the last operations of the worker that got a wrong answer
 */
export async function runModel(hosts: Hosts, run: ModelRun): Promise<Modelled> {
  const { seed, isEnough, mayFail } = run;
  const tenant = await hosts.admin.openTenant(`model-${seed}`);
  const world = openWorld(() => hosts.settled());
  let operations = 0;
  let hasFailed = false;
  let isOver = false;

  const openWorker = (number: number): Tracing => {
    const random = seededRandom(seed + number);
    const lines: string[] = [];
    const trace = (line: string): void => {
      lines.push(line.slice(0, LINE));
      if (lines.length > LINES) lines.shift();
    };
    let used = 0;
    return {
      lines,
      number,
      random,
      ask: openAsk({ tenant, random, tally: world.tally, trace, mayFail }),
      users: [],
      groups: [],
      deleted: { users: [], groups: [] },
      inShared: new Map(),
      sharedEvents: new Map(),
      fresh: () => (used += 1),
    };
  };

  /** Repeats random operations; a failure has the requests that led to it. */
  const work = async (
    { number, lines }: Tracing,
    goesOn: () => boolean,
    something: () => Promise<void>,
  ): Promise<void> => {
    for (let at = 0; at < MAX_OPERATIONS && goesOn() && !hasFailed; at += 1) {
      try {
        await something();
      } catch (error) {
        hasFailed = true;
        const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
        throw new Error(
          `MODEL_SEED=${seed}, worker ${number}, operation ${at}: ${what}\n\nIt did:\n${lines.join('\n')}\n\nThe hosts complained last:\n${complaints(hosts)}`,
          { cause: error },
        );
      }
    }
  };

  const workers = Array.from({ length: run.workers }, (_, number) => openWorker(number));
  await settleIn(world, tenant, workers.length);
  run.onStart?.(world);
  const reader = openWorker(workers.length);
  const paging = Promise.allSettled([
    work(
      reader,
      () => !isOver,
      () => pageThrough(world, reader.ask),
    ),
  ]);
  const working = workers.map((worker) => {
    const choose = chooser(
      [
        ...userOperations(world, worker),
        ...groupOperations(world, worker),
        ...sharedOperations(world, worker),
      ],
      worker.random,
    );
    return work(
      worker,
      () => !isEnough(operations),
      async () => {
        await choose()();
        operations += 1;
      },
    );
  });
  const outcomes = await Promise.allSettled(working);
  isOver = true;
  for (const outcome of [...outcomes, ...(await paging)])
    if (outcome.status === 'rejected') throw outcome.reason;
  return { seed, world, workers, tenant, operations };
}

interface Tracing extends Worker {
  readonly lines: readonly string[];
}

/** Creates the data before the workers begin: users that never change, and the groups that all workers share. */
async function settleIn(world: World, tenant: TenantClient, workers: number): Promise<void> {
  const residents = await Promise.all(
    Array.from({ length: RESIDENTS }, async (_, at) => {
      const userName = `resident-${at}`;
      const answer = await tenant.send('POST', '/Users', bicUser(userName));
      expect(answer.status).toBe(201);
      return { userName, id: ((await answer.json()) as { id: string }).id };
    }),
  );
  for (const { id, userName } of residents) {
    world.residents.set(id, userName);
    world.knownIds.add(id);
    world.liveIds.add(id);
  }
  const createGroup = async (displayName: string): Promise<string> => {
    const answer = await tenant.send('POST', '/Groups', bicGroup(displayName));
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  };
  world.openGroup = await createGroup('Open');
  for (let at = 0; at < SHARED_GROUPS; at += 1) {
    const displayName = `Shared ${at}`;
    const id = await createGroup(displayName);
    world.sharedGroups.push({ id, displayName, renamedBy: at % workers, version: 1 });
  }
}

/** The warnings and errors that hosts logged. */
function complaints(hosts: Hosts): string {
  const lines = hosts.output().split('\n');
  return lines
    .filter((line) => /"level":[456]0/.test(line))
    .slice(-LINES)
    .join('\n');
}

/** Chooses an operation by weight. */
function chooser(
  operations: readonly { readonly weight: number; run(): Promise<void> }[],
  random: Random,
): () => () => Promise<void> {
  const urn = operations.flatMap(({ weight, run }) => Array.from({ length: weight }, () => run));
  return () => random.pick(urn);
}
