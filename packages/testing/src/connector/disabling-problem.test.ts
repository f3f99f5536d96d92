import { describe, expect, it } from 'vitest';
import { harbour } from './connectors.fixture.ts';
import { disablingProblem } from './disabling-problem.ts';

const { rows, type } = harbour.users;
const unable = { rows: rows.filter(({ path }) => path !== 'active'), type };
const users = harbour.users;
const REASON = 'The harbour deletes whoever leaves.';

describe('a connector', () => {
  it.each([
    ['a row for active', { users, cannotDisable: undefined }],
    ['a reason in place of the row', { users: unable, cannotDisable: REASON }],
  ])('may have %s', (_, connector) => {
    expect(disablingProblem(connector)).toBeUndefined();
  });

  it.each<[why: string, connector: Parameters<typeof disablingProblem>[0], told: string]>([
    [
      'neither a row for active nor a reason',
      { users: unable, cannotDisable: undefined },
      'people who leave keep their access',
    ],
    ['both a row for active and a reason', { users, cannotDisable: REASON }, 'remove cannotDisable'],
    ['a reason of one word', { users: unable, cannotDisable: 'why' }, 'write a whole sentence'],
    [
      'a reason without a full stop',
      { users: unable, cannotDisable: 'It does not work' },
      'a whole sentence',
    ],
  ])('may not have %s', (_, connector, told) => {
    expect(disablingProblem(connector)).toContain(told);
  });
});
