import { expect, it } from 'vitest';
import { nameStatements, UNPREPARED } from './name-statements.ts';

it('a repeated statement keeps its name, and statements beyond the limit get none', () => {
  const nameOf = nameStatements(2);
  expect(['select 1', 'with a as (select 1) select 2', 'select 1', 'select 3'].map(nameOf)).toEqual([
    's1',
    's2',
    's1',
    undefined,
  ]);
});

it('a statement with a made-up filter gets no name', () => {
  const nameOf = nameStatements(1);
  expect([`${UNPREPARED}select 1`, 'begin', 'select 1'].map(nameOf)).toEqual([undefined, undefined, 's1']);
});
