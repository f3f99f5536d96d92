import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { MoveRefusal } from '@scimwright/store-knex';
import { expect, it } from 'vitest';
import { explainMove } from './explain-move.ts';

it.each([
  [
    'source',
    new StoreFault('NEWER_TABLES', undefined),
    /^The tables of postgres:\S+ were made by a newer version\. Move it with/,
  ],
  ['source', new StoreUnavailable('55P03'), /^Somebody is writing into postgres:\S+\. Stop every host/],
  ['source', new StoreFault('OTHER_COLUMNS', 'log'), /^Table log of postgres:\S+ does not have the columns/],
  [
    'source',
    new StoreFault('OTHER_VALUE', 'log.at'),
    /^Column log\.at of postgres:\S+ holds a value that no host stores there/,
  ],
  ['target', new StoreFault('NOT_EMPTY', 'log'), /^postgres:\S+ is not empty: it has table log\. Name a new/],
  ['target', new StoreUnavailable('OTHER_HOST'), /^A host uses postgres:\S+\. Name a new/],
  [
    'target',
    new StoreFault('DIFFERENT_ROWS', 'log'),
    /^Table log is not the same in both databases .* please report it\.$/,
  ],
  [
    'target',
    new StoreUnavailable('COMMIT_UNKNOWN'),
    /^The connection to postgres:\S+ broke during the commit/,
  ],
  ['target', new StoreUnavailable('53100'), /^PostgreSQL at db:5432 is out of disk space or memory/],
  [
    'target',
    new StoreUnavailable('3D000'),
    /^There is no database "scim" at db:5432\. .*correct its name in --to\.$/,
  ],
] as const)('of the %s, %s is explained without the password', (side, reason, says) => {
  const setting = side === 'source' ? '--from' : '--to';
  const refusal = explainMove(new MoveRefusal(side, reason), 'postgres://ada:Zx9@db/scim', setting);
  expect(refusal).toMatchObject({ name: 'HostRefusal', message: expect.stringMatching(says) });
  expect(String(refusal)).not.toContain('Zx9');
});
