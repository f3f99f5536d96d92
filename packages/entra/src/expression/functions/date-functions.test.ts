import { describe, expect, it } from 'vitest';
import { errorOf, evaluated, type Person } from '../evaluated.fixture.ts';

describe('CDate', () => {
  it.each<{ text: string; gives: string; why: string }>([
    { text: '2024-02-29T23:59:59-05:00', gives: '3/1/2024 4:59:59 AM', why: 'an offset is converted' },
    { text: '2024-02-29-05:00', gives: '2/29/2024 5:00:00 AM', why: 'a date with an offset is its midnight' },
    { text: '2024-03-01+08:00', gives: '2/29/2024 4:00:00 PM', why: 'the day before in UTC' },
    { text: '2024-03-08', gives: '3/8/2024 12:00:00 AM', why: 'without an offset it is UTC' },
    { text: '2024-03-08T12:30:00.1234567Z', gives: '3/8/2024 12:30:00 PM', why: 'a fraction' },
    { text: '2024-03-08 07:05', gives: '3/8/2024 7:05:00 AM', why: 'a blank, and no seconds' },
    { text: ' 3/8/2024 1:02:03 PM ', gives: '3/8/2024 1:02:03 PM', why: 'its own form' },
    { text: '3/8/2024', gives: '3/8/2024 12:00:00 AM', why: 'the month first' },
    { text: '8 March 2024', gives: '3/8/2024 12:00:00 AM', why: 'a month by name' },
    { text: 'Fri, 08 Mar 2024 13:00:00 GMT', gives: '3/8/2024 1:00:00 PM', why: 'the form of HTTP' },
    { text: '0001-01-01', gives: '1/1/0001 12:00:00 AM', why: 'the first day of .NET' },
  ])('$why: $text', ({ text, gives }) => {
    expect(evaluated('CDate([a])', { a: text })).toBe(gives);
  });

  it.each([
    'soon',
    '2023-02-29',
    '2024-13-01',
    '2024-01-01T24:00',
    'Mon, 08 Mar 2024',
    '0001-01-01+08:00',
    '1e9',
  ])('%s is no date', (a) => {
    expect(errorOf(() => evaluated('CDate([a])', { a }))).toMatchObject({ code: 'value', offset: 6 });
  });

  it('no value is no date', () => {
    expect(evaluated('CDate([a])')).toBeNull();
  });
});

it.each<{ text: string; gives: string; why: string }>([
  { text: 'Now()', gives: '1/31/2026 12:00:00 PM', why: 'the clock of the context' },
  { text: 'DateAdd("ww", -1, CDate("2024-03-08"))', gives: '3/1/2024 12:00:00 AM', why: 'a week before' },
  { text: 'DateAdd("m", 1, Now())', gives: '2/28/2026 12:00:00 PM', why: 'the end of a shorter month' },
  {
    text: 'DateAdd("yyyy", -1, CDate("2024-02-29"))',
    gives: '2/28/2023 12:00:00 AM',
    why: 'of another year',
  },
  {
    text: 'DateAdd("m", -25, CDate("2024-01-15"))',
    gives: '12/15/2021 12:00:00 AM',
    why: 'months over years',
  },
  { text: 'DateAdd("d", "-10", Now())', gives: '1/21/2026 12:00:00 PM', why: 'days' },
  { text: 'DateAdd("h", 13, Now())', gives: '2/1/2026 1:00:00 AM', why: 'hours' },
  { text: 'DateAdd("n", 90, Now())', gives: '1/31/2026 1:30:00 PM', why: 'minutes' },
  { text: 'DateAdd("s", 1, Now())', gives: '1/31/2026 12:00:01 PM', why: 'seconds' },
  { text: 'DateDiff("d", CDate("2024-02-27"), CDate("2024-03-01"))', gives: '3', why: 'over a leap day' },
  { text: 'DateFromNum(133537427990000000)', gives: '3/1/2024 4:59:59 AM', why: 'a file time' },
  { text: 'NumFromDate("2024-02-29T23:59:59-05:00")', gives: '133537427990000000', why: 'and back' },
  {
    text: 'NumFromDate(Join("", "2024-02-29", " 23:59:59-08:00"))',
    gives: '133537535990000000',
    why: 'with a blank for the T',
  },
])('$why: $text', ({ text, gives }) => {
  expect(evaluated(text)).toBe(gives);
});

it.each([
  { interval: 'd', gives: '-3449' },
  { interval: 'ww', gives: '-493' },
  { interval: 'm', gives: '-113' },
  { interval: 'yyyy', gives: '-9' },
])('DateDiff counts $interval as Visual Basic does', ({ interval, gives }) => {
  const person = { a: '8/25/2021 5:41:00 PM', b: '3/16/2012 7:00:00 AM' };
  expect(evaluated(`DateDiff("${interval}", CDate([a]), CDate([b]))`, person)).toBe(gives);
});

describe('FormatDateTime', () => {
  it.each<{ source: string; from: string; to: string; gives: string; why: string }>([
    {
      source: '05/11/2023',
      from: 'dd/MM/yyyy',
      to: 'yyyy-MM-dd',
      gives: '2023-11-05',
      why: 'one form to another',
    },
    { source: ' 5/11/2023 ', from: 'd/M/yyyy', to: 'yyyyMMdd', gives: '20231105', why: 'blanks around it' },
    {
      source: '20240229235959.0Z',
      from: 'yyyyMMddHHmmss.fK',
      to: 'o',
      gives: '2024-02-29T23:59:59.0000000Z',
      why: 'Z',
    },
    {
      source: '3/1/2024 4:05:06 PM',
      from: 'M/d/yyyy h:mm:ss tt',
      to: 'HH:mm:ss',
      gives: '16:05:06',
      why: 'halves',
    },
    { source: '3/1/2024', from: 'M/d/yyyy', to: 'dddd d MMM yy', gives: 'Friday 1 Mar 24', why: 'names' },
    { source: '3/1/2024', from: 'M/d/yyyy', to: "'at' %d\\d", gives: 'at 1d', why: 'texts in a format' },
    {
      source: '1:05',
      from: 'h:mm',
      to: 'yyyy-MM-dd HH:mm',
      gives: '2026-01-31 01:05',
      why: 'today without a date',
    },
    { source: '2024-01-01T00:00:00', from: 's', to: 'yyyyK', gives: '2024', why: 'no zone gives none' },
    {
      source: '2024-01-01T00:00:00.5',
      from: "yyyy-MM-dd'T'HH:mm:ss.FFF",
      to: 's.FFF',
      gives: '0.5',
      why: 'fractions',
    },
    {
      source: '2024-01-01T00:00:00',
      from: "yyyy-MM-dd'T'HH:mm:ss.FFF",
      to: 's.FFF',
      gives: '0',
      why: 'without one',
    },
  ])('$why: $source', ({ source, from, to, gives }) => {
    const quoted = (text: string): string => text.replaceAll('\\', '\\\\');
    expect(evaluated(`FormatDateTime([a], , "${quoted(from)}", "${quoted(to)}")`, { a: source })).toBe(gives);
  });

  it.each<{ text: string; person: Person; at: number }>([
    { text: 'FormatDateTime([a], , "dd/MM/yyyy", "yyyy")', person: { a: '5/11/2023' }, at: 15 },
    { text: 'FormatDateTime([a], "None", "yyyy", "yyyy")', person: { a: ' 2023' }, at: 15 },
    { text: 'FormatDateTime([a], "Any", "yyyy", "yyyy")', person: { a: '2023' }, at: 20 },
    { text: 'FormatDateTime([a], , "", "yyyy")', person: { a: '2023' }, at: 22 },
    { text: 'FormatDateTime([a], , "yyyy", "q")', person: { a: '2023' }, at: 30 },
  ])('$text fails', ({ text, person, at }) => {
    expect(errorOf(() => evaluated(text, person))).toMatchObject({ code: 'value', offset: at });
  });
});

it.each([
  { text: 'DateAdd("yyyy", 9000, Now())', at: 16 },
  { text: 'DateAdd("d", [none], Now())', at: 13 },
  { text: 'DateAdd([a], 1, Now())', at: 8 },
  { text: 'DateFromNum(-1)', at: 12 },
])('$text fails', ({ text, at }) => {
  expect(errorOf(() => evaluated(text, { a: 'q' }))).toMatchObject({ code: 'value', offset: at });
});
