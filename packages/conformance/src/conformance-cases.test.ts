import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from './listen-on-loopback.fixture.ts';
import { conformanceCases } from './cases.ts';
import { liar, liars } from './liars.fixture.ts';
import { canRun, runCase } from './run/run-case.ts';

describe.each(liars)('a server that $about', ({ status, body, true: truths }) => {
  it('passes only the cases that are true of it', async () => {
    const server = liar({ status, body });
    const credentials = { tenantUrl: `${await listenOnLoopback(server)}/any/scim/v2`, secretToken: 'secret' };
    const expired = { expiredToken: 'expired', expiredCursor: 'expired' };
    const target = {
      ...credentials,
      other: { ...credentials, secretToken: 'other' },
      ...expired,
      userToken: 'user',
      declared: credentials,
    };
    const passed: string[] = [];
    for (const one of conformanceCases) {
      const isPassed = await runCase(one, target).then(
        () => true,
        () => false,
      );
      if (isPassed) passed.push(one.covers[0]);
    }
    server.closeAllConnections();
    server.close();
    expect(passed.toSorted()).toEqual([...truths].toSorted());
  });
});

describe('the suite', () => {
  it('has a unique title for each case', () => {
    const titles = conformanceCases.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('cannot run a case without the capability that it needs', () => {
    const credentials = { tenantUrl: 'http://127.0.0.1', secretToken: 'secret' };
    const left = conformanceCases.filter((one) => !canRun(one, credentials)).map(({ needs }) => needs);
    const needs = ['other', 'expiredToken', 'expiredCursor', 'userToken', 'declared'];
    expect(new Set(left)).toEqual(new Set(needs));
  });
});
