import { openSqlite } from '@scimwright/test-databases';
import { conformanceCases, runCase, type RuleId } from '@scimwright/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutations } from './mutations.fixture.ts';
import { openMutant } from './open-mutant.fixture.ts';
import { openTarget } from './open-target.fixture.ts';

describe('a server', () => {
  let target: Awaited<ReturnType<typeof openTarget>>;
  beforeAll(async () => {
    target = await openTarget({ name: 'SQLite', open: openSqlite });
  });
  afterAll(() => target.close());

  const casesOf = (rule: RuleId) => conformanceCases.filter(({ covers }) => covers.includes(rule));

  // Runs all cases, which takes longer than the usual timeout.
  it('passes without the mistake', async () => {
    const mutant = await openMutant(target, {});
    for (const rule of new Set(mutations.map(([, rule]) => rule))) {
      for (const one of casesOf(rule)) await expect(runCase(one, mutant)).resolves.toBeUndefined();
    }
    mutant.close();
  }, 120_000);

  it.each(mutations)('that %s breaks %s', async (_, rule, mutation) => {
    const mutant = await openMutant(target, mutation);
    const kept: string[] = [];
    for (const one of casesOf(rule)) {
      const isKept = await runCase(one, mutant).then(
        () => true,
        () => false,
      );
      if (isKept) kept.push(one.title);
    }
    mutant.close();
    expect(kept).not.toEqual(casesOf(rule).map(({ title }) => title));
  });
});
