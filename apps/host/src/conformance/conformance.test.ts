import { readFile, writeFile } from 'node:fs/promises';
import { engines } from '@scimwright/test-databases';
import {
  canRun,
  conformanceCases,
  conformancePage,
  judge,
  runCase,
  type RuleId,
  type Tally,
} from '@scimwright/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disagreements } from '../oracles/disagreements.fixture.ts';
import { openTarget } from './open-target.fixture.ts';
import { intro, introOfOthers } from './intro.fixture.ts';
import { statuses } from './statuses.fixture.ts';

const PAGE = new URL('../../../../docs/conformance.md', import.meta.url);

/** The engines on which each case passed. */
const passed = new Map(conformanceCases.map(({ title }) => [title, new Set<string>()]));

describe.each(engines)('SCIM 2.0 over the template on $name', (engine) => {
  let target: Awaited<ReturnType<typeof openTarget>>;
  beforeAll(async () => {
    target = await openTarget(engine);
  });
  afterAll(() => target.close());

  it.concurrent.each(conformanceCases)('$title', async (one) => {
    expect(canRun(one, target)).toBe(true);
    await runCase(one, target);
    passed.get(one.title)?.add(engine.name);
  });
});

describe('docs/conformance.md', () => {
  const judged = () => judge(tally(), statuses);

  it('has a passed test or a reason for every requirement', () => {
    expect(judged().problems).toEqual([]);
  });

  it('matches the results of the tests; `npm run conformance` writes it', async () => {
    const page = conformancePage(judged(), intro, { intro: introOfOthers, views: disagreements });
    const isWriting = process.env['CONFORMANCE'] === 'write' && judged().problems.length === 0;
    if (isWriting) await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });
});

/** The results for each rule; a case has passed if it passed on every engine. */
function tally(): ReadonlyMap<RuleId, Tally> {
  const tallies = new Map<RuleId, Tally>();
  for (const { title, covers } of conformanceCases) {
    const isPassed = passed.get(title)?.size === engines.length;
    for (const rule of covers) {
      const { passed, failed } = tallies.get(rule) ?? { passed: 0, failed: 0 };
      tallies.set(rule, { passed: passed + Number(isPassed), failed: failed + Number(!isPassed) });
    }
  }
  return tallies;
}
