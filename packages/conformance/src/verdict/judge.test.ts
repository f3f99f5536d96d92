import { describe, expect, it } from 'vitest';
import type { RuleId } from '../rule.ts';
import { interpretations } from '../interpretations.ts';
import { areas } from '../requirements.ts';
import { conformancePage } from './conformance-page.ts';
import { judge, type Tally } from './judge.ts';
import type { OtherView } from './other-view.ts';
import type { RequirementStatuses } from './requirement-status.ts';

const ids: readonly RuleId[] = [
  ...areas.flatMap(({ requirements }) => requirements.map(([id]) => id)),
  ...interpretations.map(([id]) => id),
];
const ID = '7644-3.2-01';

/** Every rule passed once, except `ID`, which has this tally. */
const but = (tally: Tally | undefined): ReadonlyMap<RuleId, Tally> =>
  new Map(
    ids.flatMap((id): [RuleId, Tally][] => {
      const own = id === ID ? tally : { passed: 1, failed: 0 };
      return own === undefined ? [] : [[id, own]];
    }),
  );
const statusOf = (
  verdict: 'met' | 'different' | 'off' | 'not applicable' | 'not yet',
): RequirementStatuses => ({
  [ID]: { verdict, why: 'so it is' },
});

describe('a judgement', () => {
  it('has no problem when a test of every rule passed', () => {
    expect(judge(but({ passed: 2, failed: 0 }), {}).problems).toEqual([]);
  });

  it.each<{ why: string; tally: Tally | undefined; statuses: RequirementStatuses; problem: RegExp }>([
    { why: 'no test covers a rule that is met', tally: undefined, statuses: {}, problem: /no test/ },
    {
      why: 'no test covers a rule that is different',
      tally: undefined,
      statuses: statusOf('different'),
      problem: /no test/,
    },
    {
      why: 'a test of the rule failed',
      tally: { passed: 3, failed: 1 },
      statuses: {},
      problem: /1 of its tests/,
    },
    {
      why: 'a test of a feature that is not there yet failed',
      tally: { passed: 0, failed: 1 },
      statuses: statusOf('not yet'),
      problem: /did not pass/,
    },
  ])('has a problem when $why', ({ tally, statuses, problem }) => {
    const { problems } = judge(but(tally), statuses);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toContain(ID);
  });

  it.each(['off', 'not applicable', 'not yet'] as const)('needs no test of a rule that is %s', (verdict) => {
    const judged = judge(but(undefined), statusOf(verdict));
    expect(judged.problems).toEqual([]);
    expect(judged.areas[0]?.requirements.find(({ id }) => id === ID)).toMatchObject({
      verdict,
      why: 'so it is',
      tests: 0,
    });
  });

  it('gives the same page each time, with a row for every requirement and every interpretation', () => {
    const judged = judge(but({ passed: 2, failed: 0 }), statusOf('different'));
    const page = conformancePage(judged, '# Title');
    expect(conformancePage(judged, '# Title')).toBe(page);
    for (const id of ids) expect(page).toContain(`\n| ${id} | `);
    expect(page).toContain(
      `| ${ID} | MUST | Users are at /Users, groups at /Groups. | different: so it is | 2 |`,
    );
    expect(page).toContain('| different | 1 | 0 | 0 | 1 |');
  });

  it('gives a page that shows where other libraries differ, who is right and why', () => {
    const views: readonly OtherView[] = [
      {
        library: 'other 1.0',
        about: 'ne of nothing',
        asked: '`a | b`',
        theirs: 'false',
        ours: 'true',
        right: 'either',
        by: 'AMB-08',
        why: 'it is open',
      },
    ];
    const judged = judge(but({ passed: 1, failed: 0 }), {});
    expect(conformancePage(judged, '# Title')).not.toContain('What others say');
    expect(conformancePage(judged, '# Title', { intro: 'They were asked.', views })).toContain(
      'They were asked.\n\n| library | about | asked | it says | we say | right | decided by |\n| --- | --- | --- | --- | --- | --- | --- |\n| other 1.0 | ne of nothing | `a \\| b` | false | true | either | AMB-08: it is open |\n',
    );
  });
});
