import { describe, expect, it } from 'vitest';
import { harbour } from './connectors.fixture.ts';
import { disablingProblem } from './disabling-problem.ts';

const { rows, type } = harbour.users;
const unable = { rows: rows.filter(({ path }) => path !== 'active'), type };
const users = harbour.users;
const REASON = 'The harbour deletes whoever leaves.';

describe('how people are disabled', () => {
  it.each([
    ['by active', { users, cannotDisable: undefined }],
    ['not at all, for a reason', { users: unable, cannotDisable: REASON }],
  ])('may be %s', (_, connector) => {
    expect(disablingProblem(connector)).toBeUndefined();
  });

  it.each<[why: string, connector: Parameters<typeof disablingProblem>[0], told: string]>([
    ['not at all', { users: unable, cannotDisable: undefined }, 'people who leave keep their access'],
    ['both ways', { users, cannotDisable: REASON }, 'remove cannotDisable'],
    ['for a reason of one word', { users: unable, cannotDisable: 'why' }, 'write a whole sentence'],
    ['for a reason without an end', { users: unable, cannotDisable: 'It does not work' }, 'a whole sentence'],
  ])('may not be %s', (_, connector, told) => {
    expect(disablingProblem(connector)).toContain(told);
  });
});
