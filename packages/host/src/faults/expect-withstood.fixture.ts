import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Answer, FaultyHost } from './faulty-host.fixture.ts';
import { expectAway, operations, type Operation, type Prepared } from './operations.fixture.ts';

/** The results of operations during a fault: `away` is 503, `done` is success. */
type Expected = 'away' | 'done' | 'either';

/** A temporary fault of a database. */
export interface Fault<Bench> {
  readonly title: string;
  readonly reads: Expected;
  readonly writes: Expected;
  /** The status of `/readyz` during the fault, if it is certain. */
  readonly ready?: 200 | 503;
  /** The code of the fault in the log, if there is only one. */
  readonly code?: string;
  /** Whether an operation with a 503 may have been carried out. */
  readonly mayBeDone?: boolean;
  /** The operations that meet the fault; all of them by default. */
  readonly operations?: readonly Operation[];
  /** Begins the fault; resolves with a function that ends it. */
  begin(bench: Bench): Promise<() => Promise<unknown>>;
}

/**
 * Sends every operation during a fault, all at the same time. Each gets a 503 or succeeds, and is stored completely or not
 * at all. After the fault the same host recovers by itself; operations with a 503 are sent again, and are stored once.
 */
export async function expectWithstood<Bench extends { readonly faulty: FaultyHost }>(
  bench: Bench,
  fault: Fault<Bench>,
): Promise<void> {
  const { faulty } = bench;
  const all = fault.operations ?? operations;
  const cases: {
    readonly operation: Operation;
    readonly prepared: Awaited<ReturnType<Operation['prepare']>>;
  }[] = [];
  for (const operation of all) cases.push({ operation, prepared: await operation.prepare(faulty) });

  const before = faulty.lines.length;
  const end = await fault.begin(bench);
  let answers: readonly Answer[];
  try {
    answers = await Promise.all(cases.map(({ prepared }) => faulty.send(prepared.sent)));
    expect(await faulty.status('/healthz')).toBe(200);
    if (fault.ready !== undefined) expect(await faulty.status('/readyz')).toBe(fault.ready);
  } finally {
    await end();
  }
  await faulty.recovered();

  const kept = await faulty.kept();
  for (const [at, { operation, prepared }] of cases.entries()) {
    const answer = answers[at];
    if (answer === undefined) throw new Error('A request has no answer.');
    const { name, success, again } = operation;
    const isDone = answer.status === success;
    const expected = operation.writes ? fault.writes : fault.reads;
    if (expected !== 'either')
      expect({ name, answer, isDone }).toMatchObject({ isDone: expected === 'done' });
    if (!isDone) expectAway(answer);

    const traces = await prepared.traces(kept);
    const [first = isDone ? 1 : 0] = traces;
    expect({ name, traces }).toEqual({ name, traces: traces.map(() => first) });
    if (isDone || fault.mayBeDone !== true) expect({ name, first }).toEqual({ name, first: isDone ? 1 : 0 });
    if (isDone) continue;

    const second = await sendAgain(faulty, prepared);
    expect({ name, second }).toMatchObject({ second: { status: first === 0 ? success : again } });
    // The log has an entry for each request that was carried out, so two entries mean that it was carried out twice.
    const [rows = 1, entries = 1] = await prepared.traces(await faulty.kept());
    expect({ name, rows, entries }).toEqual({ name, rows: 1, entries: 1 });
  }
  if (fault.code !== undefined) expect(faulty.lines.slice(before).join('\n')).toContain(fault.code);
  expect(faulty.lines.join('\n')).not.toMatch(/contoso\.example|insert into|select |password/i);
}

/** Repeats a request until the answer is not a 503, as Entra does. A writer may still wait for a lost answer. */
async function sendAgain(faulty: FaultyHost, { sent }: Prepared): Promise<Answer> {
  for (;;) {
    const answer = await faulty.send(sent);
    if (answer.status !== 503) return answer;
    expectAway(answer);
    await setTimeout(50);
  }
}
