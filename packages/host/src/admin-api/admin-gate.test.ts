import { describe, expect, it } from 'vitest';
import { openAdminGate } from './admin-gate.ts';

const TOKEN = 'scima_a-right-token-0123456789abcdef';
const NEXT = 'scima_the-next-token-0123456789abcdef';

/** A gate with a stopped clock, whose waits are recorded and end when the test ends them. */
function openTest(tokens: readonly string[] = [TOKEN]) {
  const waits: number[] = [];
  const lines: object[] = [];
  let refused = 0;
  let time = 0;
  const ends: (() => void)[] = [];
  const quiet = (): void => undefined;
  const gate = openAdminGate({
    tokens,
    clock: () => new Date(time),
    logger: { debug: quiet, info: quiet, warn: (fields) => void lines.push(fields), error: quiet },
    metrics: { refused: () => void (refused += 1) },
    wait: (ms) =>
      new Promise<void>((resolve) => {
        waits.push(ms);
        ends.push(resolve);
      }),
  });
  const ask = async (token: string): Promise<number | undefined> => {
    try {
      await gate.parseResource(`Bearer ${token}`);
      return undefined;
    } catch (error) {
      return (error as { problem: { status: number } }).problem.status; // the gate throws nothing else
    }
  };
  return {
    gate,
    ask,
    waits,
    lines,
    count: () => refused,
    pass: (ms: number) => void (time += ms),
    end: () => {
      for (const end of ends.splice(0)) end();
    },
  };
}

describe('the gate of the admin API', () => {
  it('admits a right token at once, even while wrong ones wait, and says which one it is', async () => {
    const { ask, gate, waits } = openTest([TOKEN, NEXT]);
    expect(await gate.parseResource(`Bearer ${NEXT}`)).toBe('admin-token:2');
    for (let at = 0; at < 50; at += 1) void ask(`wrong-${at}`);
    expect([await ask(TOKEN), await ask(NEXT)]).toEqual([undefined, undefined]);
    expect(waits).toHaveLength(50);
  });

  it('delays the answer to a wrong token, twice as long for each further one, up to five seconds', async () => {
    const { ask, waits, end } = openTest();
    const asked = Array.from({ length: 8 }, (_, at) => ask(`wrong-${at}`));
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    end();
    expect(new Set(await Promise.all(asked))).toEqual(new Set([401]));
  });

  it('forgets wrong tokens with time', () => {
    const { ask, waits, pass } = openTest();
    for (let at = 0; at < 8; at += 1) void ask('wrong');
    pass(3_600_000);
    void ask('wrong');
    expect(Math.round(waits.at(-1) ?? 0)).toBe(100);
  });

  it('answers 429 at once to a token behind a hundred waiting ones', async () => {
    const { ask, waits, end } = openTest();
    const asked = Array.from({ length: 100 }, () => ask('wrong'));
    expect(await ask('wrong')).toBe(429);
    expect(waits).toHaveLength(100);
    end();
    await Promise.all(asked);
    void ask('wrong');
    expect(waits).toHaveLength(101);
  });

  it('counts each wrong token, and logs one line a minute', () => {
    const { ask, lines, count, pass } = openTest();
    for (let at = 0; at < 5; at += 1) void ask('wrong');
    pass(60_000);
    void ask('wrong');
    expect(count()).toBe(6);
    expect(lines).toEqual([{ refused: 1 }, { refused: 5 }]);
    expect(JSON.stringify(lines)).not.toContain('wrong');
  });

  it('refuses a request without a token at once, and does not count it', async () => {
    const { gate, waits, count } = openTest();
    await expect(gate.parseResource('')).rejects.toMatchObject({ problem: { status: 401 } });
    expect([waits, count()]).toEqual([[], 0]);
  });
});
