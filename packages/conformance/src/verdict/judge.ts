import type { RuleId } from '../rule.ts';
import type { Level } from '../requirements.ts';
import { interpretations } from '../interpretations.ts';
import { areas } from '../requirements.ts';
import type { RequirementStatus, RequirementStatuses, Verdict } from './requirement-status.ts';

/** The results of the cases that cover a rule. */
export interface Tally {
  readonly passed: number;
  /** The number of cases that failed or did not run. */
  readonly failed: number;
}

/** A requirement with its verdict. */
export interface JudgedRequirement {
  readonly id: string;
  readonly level: Level;
  readonly what: string;
  readonly verdict: Verdict;
  readonly why: string | undefined;
  /** The number of tests that cover the rule. */
  readonly tests: number;
}

/** An interpretation, with the number of tests that cover it. */
interface JudgedInterpretation {
  readonly id: string;
  readonly question: string;
  readonly interpretation: string;
  readonly tests: number;
}

/** The verdicts of a run. */
export interface Judgement {
  readonly areas: readonly {
    readonly id: string;
    readonly title: string;
    readonly requirements: readonly JudgedRequirement[];
  }[];
  readonly interpretations: readonly JudgedInterpretation[];
  /** The reasons not to publish the verdicts: rules with a failed test, or without a test. */
  readonly problems: readonly string[];
}

const none: Tally = { passed: 0, failed: 0 };

/** The verdicts that a test must show. */
const SHOWN: ReadonlySet<Verdict> = new Set(['met', 'different']);

/** An open question has no test. */
const isOpen = (interpretation: string): boolean => interpretation.startsWith('Open:');

/**
 * Combines the results of a run with the statuses of requirements.
 *
 * @example
 * const { problems } = judge(new Map([['7644-3.2-01', { passed: 1, failed: 0 }]]), {});
 */
export function judge(tallies: ReadonlyMap<RuleId, Tally>, statuses: RequirementStatuses): Judgement {
  const problems: string[] = [];
  const check = (id: RuleId, { passed, failed }: Tally, mustBeShown: boolean): void => {
    if (failed > 0) problems.push(`${id}: ${failed} of its tests did not pass`);
    if (mustBeShown && passed + failed === 0) problems.push(`${id}: no test covers it`);
  };
  return {
    areas: areas.map(({ id, title, requirements }) => ({
      id,
      title,
      requirements: requirements.map(([id, level, what]) => {
        const { verdict, why }: Partial<RequirementStatus> & Pick<RequirementStatus, 'verdict'> = statuses[
          id
        ] ?? {
          verdict: 'met',
        };
        const tally = tallies.get(id) ?? none;
        check(id, tally, SHOWN.has(verdict));
        return { id, level, what, verdict, why, tests: tally.passed };
      }),
    })),
    interpretations: interpretations.map(([id, question, interpretation]) => {
      const tally = tallies.get(id) ?? none;
      check(id, tally, !isOpen(interpretation));
      return { id, question, interpretation, tests: tally.passed };
    }),
    problems,
  };
}
