import { expect, it } from 'vitest';
import { nameStatements, UNPREPARED } from './name-statements.ts';

const namesOf = (max: number, ...statements: readonly string[]) => {
  const nameOf = nameStatements(max);
  return statements.map((sql) => nameOf(sql).name);
};

it('a repeated statement keeps its name, and statements beyond the limit get none', () => {
  expect(namesOf(2, 'select 1', 'with a as (select 1) select 2', 'select 1', 'select 3')).toEqual([
    's1',
    's2',
    's1',
    undefined,
  ]);
});

it('a statement with a made-up filter gets no name', () => {
  expect(namesOf(1, `${UNPREPARED}select 1`, 'begin', 'select 1')).toEqual([undefined, undefined, 's1']);
});

it('the values of a statement are numbered, with a name or without', () => {
  const nameOf = nameStatements(1);
  expect(['select ?, ?', `${UNPREPARED}select ?`].map((sql) => nameOf(sql).text)).toEqual([
    'select $1, $2',
    `${UNPREPARED}select $1`,
  ]);
});
