import { readFile, writeFile } from 'node:fs/promises';
import { disagreements } from '@scimwright/oracles';
import { engines } from '@scimwright/test-databases';
import {
  canRun,
  conformanceCases,
  conformancePage,
  judge,
  runCase,
  type Claim,
  type Tally,
} from '@scimwright/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSubject } from './open-subject.fixture.ts';
import { intro, introOfOthers } from './intro.fixture.ts';
import { standings } from './standings.fixture.ts';

const PAGE = new URL('../../../../docs/conformance.md', import.meta.url);

/** On which engines each case passed. */
const passed = new Map(conformanceCases.map(({ title }) => [title, new Set<string>()]));

describe.each(engines)('SCIM 2.0 over the template on $name', (engine) => {
  let subject: Awaited<ReturnType<typeof openSubject>>;
  beforeAll(async () => {
    subject = await openSubject(engine);
  });
  afterAll(() => subject.close());

  it.concurrent.each(conformanceCases)('$title', async (one) => {
    expect(canRun(one, subject)).toBe(true);
    await runCase(one, subject);
    passed.get(one.title)?.add(engine.name);
  });
});

describe('docs/conformance.md', () => {
  const judged = () => judge(tally(), standings);

  it('can be written: every requirement has a test that passed, or a reason', () => {
    expect(judged().problems).toEqual([]);
  });

  it('says what the tests showed: `npm run conformance` writes it', async () => {
    const page = conformancePage(judged(), intro, { intro: introOfOthers, views: disagreements });
    const isWriting = process.env['CONFORMANCE'] === 'write' && judged().problems.length === 0;
    if (isWriting) await writeFile(PAGE, page);
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });
});

/** What came of each claim; a case has passed when it did on every engine. */
function tally(): ReadonlyMap<Claim, Tally> {
  const tallies = new Map<Claim, Tally>();
  for (const { title, claims } of conformanceCases) {
    const isPassed = passed.get(title)?.size === engines.length;
    for (const claim of claims) {
      const { passed, failed } = tallies.get(claim) ?? { passed: 0, failed: 0 };
      tallies.set(claim, { passed: passed + Number(isPassed), failed: failed + Number(!isPassed) });
    }
  }
  return tallies;
}
