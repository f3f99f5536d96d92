import { expect, it } from 'vitest';
import { evaluated, outcomeOf, type Person } from '../evaluated.fixture.ts';
import type { ExpressionValue } from '../value.ts';

const nordic = 'IIF([country]="NO", "Nordic", IIF([country]="SE", "Nordic", "Row"))';
const named = 'Switch([country], "Other", "NO", "Norway", "SE", "Sweden")';
const standIn = 'Switch([country], [country], "", "Other")';

it.each<{ text: string; person?: Person; gives: ExpressionValue; why: string }>([
  { text: named, person: { country: 'SE' }, gives: 'Sweden', why: 'the value behind the key' },
  { text: named, person: { country: 'DK' }, gives: 'Other', why: 'or the default' },
  { text: named, person: { country: 'se' }, gives: 'Other', why: 'keys have their letter case' },
  { text: named, gives: 'Other', why: 'no value is no key' },
  { text: standIn, person: { country: 'NO' }, gives: 'NO', why: 'a default that is an attribute' },
  { text: standIn, person: { country: '' }, gives: 'Other', why: 'a key for the empty text' },
  { text: standIn, gives: 'Other', why: 'and for no value' },
  { text: 'Switch([a], , "b", "c")', person: { a: 'x' }, gives: null, why: 'without a default nothing' },
  {
    text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    person: { IsSoftDeleted: 'False' },
    gives: 'True',
    why: 'the mapping of active',
  },
  {
    text: 'Switch("x", CDate([a]), "x", "y")',
    person: { a: '?' },
    gives: 'y',
    why: 'the default is not evaluated',
  },
  { text: nordic, person: { country: 'SE' }, gives: 'Nordic', why: 'one condition in another' },
  { text: nordic, person: { country: 'DK' }, gives: 'Row', why: 'no condition holds' },
  { text: nordic, gives: 'Row', why: 'no value fails a condition' },
  { text: 'IIF([a]<>"x", "t", "f")', gives: 'f', why: 'also one with <>' },
  { text: 'IIF([a]="", "t", "f")', person: { a: '' }, gives: 'f', why: 'the empty text as well' },
  { text: 'IIF([a]<>"x", "t", "f")', person: { a: 'y' }, gives: 't', why: '<> of two texts' },
  { text: 'IIF([a]>9, "t", "f")', person: { a: '10' }, gives: 't', why: 'integers by their size' },
  { text: 'IIF([a]<10, "t", "f")', person: { a: '9' }, gives: 't', why: 'also the smaller one' },
  { text: 'IIF([a]>=10, "t", "f")', person: { a: '10' }, gives: 't', why: '>= of the same' },
  { text: 'IIF([a]<"9", "t", "f")', person: { a: 'b' }, gives: 'f', why: 'texts by their characters' },
  { text: 'IIF([a]<="b", "t", "f")', person: { a: 'b' }, gives: 't', why: '<= of the same' },
  {
    text: 'IIF(IsPresent([a]), CDate([a]), "none")',
    gives: 'none',
    why: 'the other branch is not evaluated',
  },
  {
    text: 'IIF(DateDiff("d", CDate("2024-02-27"), CDate("2024-03-10"))>9, "t", "f")',
    gives: 't',
    why: 'the result of a function',
  },
  { text: 'Coalesce([a], [b], "c")', person: { b: 'B' }, gives: 'B', why: 'the first that has a value' },
  { text: 'Coalesce([a], [b], "c")', person: { a: '', b: 'B' }, gives: '', why: 'the empty text is one' },
  { text: 'Coalesce([a], [b], "c")', gives: 'c', why: 'the last is the default' },
  { text: 'Coalesce([a], [b])', person: { a: [], b: ['x', 'y'] }, gives: ['x', 'y'], why: 'lists too' },
  { text: 'IsNull([a])', gives: 'True', why: 'no value' },
  { text: 'IsNull([a])', person: { a: '' }, gives: 'False', why: 'the empty text is not null' },
  { text: 'IsNullOrEmpty([a])', person: { a: '' }, gives: 'True', why: 'but empty' },
  { text: 'IsPresent([a])', person: { a: '' }, gives: 'False', why: 'and not present' },
  { text: 'IsPresent([a])', person: { a: 'x' }, gives: 'True', why: 'a value is' },
  { text: 'IsString([a])', person: { a: '20417' }, gives: 'True', why: 'one text is a string' },
  { text: 'IsString([a])', person: { a: ['x', 'y'] }, gives: 'False', why: 'two are not' },
  { text: 'Not([a])', person: { a: 'True' }, gives: 'False', why: 'not true' },
  { text: 'Not([a])', person: { a: 'true' }, gives: 'True', why: 'anything else is false, by its letters' },
  { text: 'Not([a])', gives: 'True', why: 'no value as well' },
  { text: 'CBool([a]="Contractor")', person: { a: 'Contractor' }, gives: 'True', why: 'a comparison' },
  { text: 'CBool([a])', person: { a: '-1' }, gives: 'True', why: 'an integer other than 0' },
  { text: 'CBool([a])', person: { a: '0' }, gives: 'False', why: 'zero' },
  { text: 'CBool([a])', person: { a: 'true' }, gives: 'True', why: 'true' },
  { text: 'CBool([a])', gives: 'False', why: 'no value' },
  { text: 'BitAnd(26, 12)', gives: '8', why: 'common bits' },
  { text: 'BitAnd(&HF, &HF7)', gives: '7', why: 'of hexadecimal integers' },
  { text: 'BitAnd([a], 12)', gives: null, why: 'no value has no bits' },
])('$why: $text', ({ text, person, gives }) => {
  expect(evaluated(text, person)).toEqual(gives);
});

it.each<{ a: ExpressionValue }>([{ a: null }, { a: '' }, { a: [] }])(
  'IgnoreFlowIfNullOrEmpty ignores $a',
  ({ a }) => {
    expect(outcomeOf('IgnoreFlowIfNullOrEmpty([a])', { a })).toEqual({ kind: 'ignored' });
  },
);

it('IgnoreFlowIfNullOrEmpty passes a value on', () => {
  expect(evaluated('IgnoreFlowIfNullOrEmpty([a])', { a: 'x' })).toBe('x');
});
