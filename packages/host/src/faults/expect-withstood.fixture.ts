import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Answer, FaultyHost } from './faulty-host.fixture.ts';
import { expectAway, operations, type Operation, type Prepared } from './operations.fixture.ts';

/** What operations come to while a fault is in force: 503, or as if nothing was wrong, or the one or the other. */
type Expected = 'away' | 'done' | 'either';

/** Something that goes wrong with a database for a while. */
export interface Fault<Bench> {
  readonly title: string;
  readonly reads: Expected;
  readonly writes: Expected;
  /** What `/readyz` says meanwhile, where that is certain. */
  readonly ready?: 200 | 503;
  /** What the database says of it in the log, where it is one thing. */
  readonly code?: string;
  /** Whether a 503 may have been done all the same. */
  readonly mayBeDone?: boolean;
  /** What happens to, besides all of them. */
  readonly operations?: readonly Operation[];
  /** Lets it go wrong; resolves when it does, with what ends it. */
  begin(bench: Bench): Promise<() => Promise<unknown>>;
}

/**
 * Lets every operation come upon a fault at the same time. Each is answered 503 or succeeds, and is kept whole or not at
 * all. After the fault, the same host is well again without help; what was answered 503 is sent once more, and is there
 * once.
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
    // The log has a line for every request that was carried out, so that it has two for what was done twice.
    const [rows = 1, entries = 1] = await prepared.traces(await faulty.kept());
    expect({ name, rows, entries }).toEqual({ name, rows: 1, entries: 1 });
  }
  if (fault.code !== undefined) expect(faulty.lines.slice(before).join('\n')).toContain(fault.code);
  expect(faulty.lines.join('\n')).not.toMatch(/contoso\.example|insert into|select |password/i);
}

/** As Entra does: until it is no 503. A writer may still be waiting for an answer that was lost before. */
async function sendAgain(faulty: FaultyHost, { sent }: Prepared): Promise<Answer> {
  for (;;) {
    const answer = await faulty.send(sent);
    if (answer.status !== 503) return answer;
    expectAway(answer);
    await setTimeout(50);
  }
}
