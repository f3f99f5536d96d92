import type { Claim } from '../conformance-case.ts';
import type { Level } from '../requirements.ts';
import { readings } from '../readings.ts';
import { areas } from '../requirements.ts';
import type { Standing, Standings, Verdict } from './standing.ts';

/** What came of the cases that claim something. */
export interface Tally {
  readonly passed: number;
  /** How many failed or were not run. */
  readonly failed: number;
}

/** A requirement with its verdict. */
interface JudgedRequirement {
  readonly id: string;
  readonly level: Level;
  readonly what: string;
  readonly verdict: Verdict;
  readonly why: string | undefined;
  /** How many tests claim it. */
  readonly tests: number;
}

/** A reading with how many tests show it. */
interface JudgedReading {
  readonly id: string;
  readonly question: string;
  readonly reading: string;
  readonly tests: number;
}

/** What a run comes to. */
export interface Judgement {
  readonly areas: readonly {
    readonly id: string;
    readonly title: string;
    readonly requirements: readonly JudgedRequirement[];
  }[];
  readonly readings: readonly JudgedReading[];
  /** Why the verdicts cannot be published: a claim that failed, or one that nobody tests. */
  readonly problems: readonly string[];
}

const none: Tally = { passed: 0, failed: 0 };

/** The verdicts that a test must show. */
const SHOWN: ReadonlySet<Verdict> = new Set(['met', 'different']);

/** A question that is not answered yet has no test. */
const isOpen = (reading: string): boolean => reading.startsWith('Open:');

/**
 * Brings what a run showed together with what has to be said of it.
 *
 * @example
 * const { problems } = judge(new Map([['7644-3.2-01', { passed: 1, failed: 0 }]]), {});
 */
export function judge(tallies: ReadonlyMap<Claim, Tally>, standings: Standings): Judgement {
  const problems: string[] = [];
  const check = (id: Claim, { passed, failed }: Tally, mustBeShown: boolean): void => {
    if (failed > 0) problems.push(`${id}: ${failed} of its tests did not pass`);
    if (mustBeShown && passed + failed === 0) problems.push(`${id}: no test claims it`);
  };
  return {
    areas: areas.map(({ id, title, requirements }) => ({
      id,
      title,
      requirements: requirements.map(([id, level, what]) => {
        const { verdict, why }: Partial<Standing> & Pick<Standing, 'verdict'> = standings[id] ?? {
          verdict: 'met',
        };
        const tally = tallies.get(id) ?? none;
        check(id, tally, SHOWN.has(verdict));
        return { id, level, what, verdict, why, tests: tally.passed };
      }),
    })),
    readings: readings.map(([id, question, reading]) => {
      const tally = tallies.get(id) ?? none;
      check(id, tally, !isOpen(reading));
      return { id, question, reading, tests: tally.passed };
    }),
    problems,
  };
}
