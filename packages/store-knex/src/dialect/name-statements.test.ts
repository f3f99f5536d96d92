import { expect, it } from 'vitest';
import { nameStatements, UNPREPARED } from './name-statements.ts';

it('statements that come again have their name again, as long as there are names', () => {
  const nameOf = nameStatements(2);
  expect(['select 1', 'with a as (select 1) select 2', 'select 1', 'select 3'].map(nameOf)).toEqual([
    's1',
    's2',
    's1',
    undefined,
  ]);
});

it('what clients make up takes no name from others', () => {
  const nameOf = nameStatements(1);
  expect([`${UNPREPARED}select 1`, 'begin', 'select 1'].map(nameOf)).toEqual([undefined, undefined, 's1']);
});
