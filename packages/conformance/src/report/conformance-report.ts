import type { Capability } from '../conformance-target.ts';
import type { Feature } from '../run/missing-features.ts';
import type { ConformanceRun } from '../run/run-conformance.ts';
import type { RuleId } from '../rule.ts';
import { interpretations } from '../interpretations.ts';
import { areas, type Level } from '../requirements.ts';
import { ruleOf, type Rule } from './rule-source.ts';

/** The result of a rule: `met` if at least one of its cases passed and none failed. */
export type RuleResult = 'met' | 'failed' | 'not tested';

/** The results of a run in the order of the RFCs; the command prints it as JSON. */
export interface ConformanceReport {
  readonly tenantUrl: string;
  readonly isInterrupted: boolean;
  readonly cases: { readonly passed: number; readonly failed: number; readonly notRun: number };
  readonly areas: readonly {
    readonly id: string;
    readonly title: string;
    readonly requirements: readonly {
      readonly id: string;
      readonly level: Level;
      readonly what: string;
      readonly result: RuleResult;
    }[];
  }[];
  readonly interpretations: readonly {
    readonly id: string;
    readonly question: string;
    readonly interpretation: string;
    readonly result: RuleResult;
  }[];
  readonly failures: readonly {
    readonly title: string;
    readonly why: string;
    readonly rules: readonly Rule[];
    readonly remedy: string;
  }[];
  /** Cases that did not run: the target lacks a part that they need, or its server does not advertise the feature. */
  readonly notRun: readonly { readonly title: string; readonly needs: Capability | Feature }[];
  readonly created: number;
  readonly left: readonly string[];
  readonly unanswered: readonly string[];
}

/**
 * Orders the results of a run by the RFCs, and adds advice to each failure.
 *
 * @example
 * const { failures } = conformanceReport(await runConformance(target));
 */
export function conformanceReport({ results, ...run }: ConformanceRun): ConformanceReport {
  const found = new Map<RuleId, RuleResult>();
  for (const { covers, outcome } of results) {
    if (outcome.kind === 'not run') continue;
    for (const id of covers) {
      if (outcome.kind === 'failed') found.set(id, 'failed');
      else if (found.get(id) === undefined) found.set(id, 'met');
    }
  }
  const resultOf = (id: RuleId): RuleResult => found.get(id) ?? 'not tested';
  const count = (kind: string): number => results.filter(({ outcome }) => outcome.kind === kind).length;
  return {
    ...run,
    cases: { passed: count('passed'), failed: count('failed'), notRun: count('not run') },
    areas: areas.map(({ id, title, requirements }) => ({
      id,
      title,
      requirements: requirements.map(([id, level, what]) => ({ id, level, what, result: resultOf(id) })),
    })),
    interpretations: interpretations.map(([id, question, interpretation]) => ({
      id,
      question,
      interpretation,
      result: resultOf(id),
    })),
    failures: results.flatMap(({ title, covers, outcome }) => {
      if (outcome.kind !== 'failed') return [];
      const rules = covers.map(ruleOf);
      return [{ title, why: outcome.why, rules, remedy: remedyFor(rules) }];
    }),
    notRun: results.flatMap(({ title, outcome }) =>
      outcome.kind === 'not run' ? [{ title, needs: outcome.needs }] : [],
    ),
  };
}

/** The advice follows from the strongest rule that the case covers. */
function remedyFor(rules: readonly Rule[]): string {
  const strongest = (['MUST', 'SHOULD', 'MAY'] as const)
    .map((level) => rules.find((rule) => rule.level === level))
    .find((rule) => rule !== undefined);
  if (strongest === undefined)
    return 'The RFCs leave this open. Check that your server differs from Scimwright’s interpretation on purpose.';
  const read = strongest.source === undefined ? '' : ` Read ${strongest.source}`;
  switch (strongest.level) {
    case 'MUST':
      return `Change the server until this holds.${read}`;
    case 'SHOULD':
      return `Change the server, or write down why it differs.${read}`;
    default:
      return `This is optional: change the server, or do not advertise it.${read}`;
  }
}
