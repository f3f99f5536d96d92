import { describe, expect, it } from 'vitest';
import type { Claim } from '../conformance-case.ts';
import { readings } from '../readings.ts';
import { areas } from '../requirements.ts';
import { conformancePage } from './conformance-page.ts';
import { judge, type Tally } from './judge.ts';
import type { OtherView } from './other-view.ts';
import type { Standings } from './standing.ts';

const ids: readonly Claim[] = [
  ...areas.flatMap(({ requirements }) => requirements.map(([id]) => id)),
  ...readings.map(([id]) => id),
];
const ID = '7644-3.2-01';

/** Every claim is shown once, but for this one. */
const but = (tally: Tally | undefined): ReadonlyMap<Claim, Tally> =>
  new Map(
    ids.flatMap((id): [Claim, Tally][] => {
      const own = id === ID ? tally : { passed: 1, failed: 0 };
      return own === undefined ? [] : [[id, own]];
    }),
  );
const standing = (verdict: 'met' | 'different' | 'off' | 'not applicable' | 'not yet'): Standings => ({
  [ID]: { verdict, why: 'so it is' },
});

describe('a run is judged', () => {
  it('without a problem when every claim was shown', () => {
    expect(judge(but({ passed: 2, failed: 0 }), {}).problems).toEqual([]);
  });

  it.each<{ why: string; tally: Tally | undefined; standings: Standings; problem: RegExp }>([
    { why: 'nobody tests what is met', tally: undefined, standings: {}, problem: /no test/ },
    {
      why: 'nobody tests what is different',
      tally: undefined,
      standings: standing('different'),
      problem: /no test/,
    },
    { why: 'a test of it failed', tally: { passed: 3, failed: 1 }, standings: {}, problem: /1 of its tests/ },
    {
      why: 'a test failed of what is not there yet',
      tally: { passed: 0, failed: 1 },
      standings: standing('not yet'),
      problem: /did not pass/,
    },
  ])('with a problem when $why', ({ tally, standings, problem }) => {
    const { problems } = judge(but(tally), standings);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems[0]).toContain(ID);
  });

  it.each(['off', 'not applicable', 'not yet'] as const)('without a test of what is %s', (verdict) => {
    const judged = judge(but(undefined), standing(verdict));
    expect(judged.problems).toEqual([]);
    expect(judged.areas[0]?.requirements.find(({ id }) => id === ID)).toMatchObject({
      verdict,
      why: 'so it is',
      tests: 0,
    });
  });

  it('into a page that is the same each time, with a row for every requirement and every reading', () => {
    const judged = judge(but({ passed: 2, failed: 0 }), standing('different'));
    const page = conformancePage(judged, '# Title');
    expect(conformancePage(judged, '# Title')).toBe(page);
    for (const id of ids) expect(page).toContain(`\n| ${id} | `);
    expect(page).toContain(
      `| ${ID} | MUST | Users are at /Users, groups at /Groups. | different: so it is | 2 |`,
    );
    expect(page).toContain('| different | 1 | 0 | 0 | 1 |');
  });

  it('into a page that says what others take differently, and why who is right', () => {
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
