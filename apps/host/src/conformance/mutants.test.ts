import { openSqlite } from '@scimwright/test-databases';
import { conformanceCases, runCase, type Claim } from '@scimwright/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutations } from './mutations.fixture.ts';
import { openMutant } from './open-mutant.fixture.ts';
import { openSubject } from './open-subject.fixture.ts';

describe('a server with one mistake', () => {
  let subject: Awaited<ReturnType<typeof openSubject>>;
  beforeAll(async () => {
    subject = await openSubject({ name: 'SQLite', open: openSqlite });
  });
  afterAll(() => subject.close());

  const claimants = (claim: Claim) => conformanceCases.filter(({ claims }) => claims.includes(claim));

  // All of it at once, which takes longer than a test may.
  it('passes when nothing is changed', async () => {
    const mutant = await openMutant(subject, {});
    for (const claim of new Set(mutations.map(([, claim]) => claim))) {
      for (const one of claimants(claim)) await expect(runCase(one, mutant)).resolves.toBeUndefined();
    }
    mutant.close();
  }, 120_000);

  it.each(mutations)('and %s, does not keep %s', async (_, claim, mutation) => {
    const mutant = await openMutant(subject, mutation);
    const kept: string[] = [];
    for (const one of claimants(claim)) {
      const isKept = await runCase(one, mutant).then(
        () => true,
        () => false,
      );
      if (isKept) kept.push(one.title);
    }
    mutant.close();
    expect(kept).not.toEqual(claimants(claim).map(({ title }) => title));
  });
});
