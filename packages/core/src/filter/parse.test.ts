import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import type { ParsedFilter } from './ast.ts';
import { and, compare, eq, not, or, present, some } from './filters.fixture.ts';
import { parseFilter } from './parse.ts';

const read = (text: string): ParsedFilter => parseFilter(text, openParseContext());

describe('a comparison is parsed', () => {
  it.each<{ text: string; filter: ParsedFilter; why: string }>([
    { text: 'userName eq "ada"', filter: eq('userName', 'ada'), why: 'a string' },
    { text: 'active eq true', filter: eq('active', true), why: 'true' },
    { text: 'active eq false', filter: eq('active', false), why: 'false' },
    { text: 'nickName eq null', filter: eq('nickName', null), why: 'null (AMB-09)' },
    { text: 'x eq 10', filter: eq('x', 10), why: 'an integer' },
    { text: 'x eq -0.5e3', filter: eq('x', -500), why: 'a JSON number' },
    { text: 'x eq -0', filter: eq('x', 0), why: 'JSON writes -0 as 0' },
    { text: 'x eq 1e400', filter: eq('x', '1e400'), why: 'a number too large for JSON is a bare word' },
    { text: 'title pr', filter: present('title'), why: 'present' },
    { text: 'TITLE PR', filter: present('TITLE'), why: 'operators in any letter case (RFC 7644 §3.4.2.2)' },
    {
      text: 'USERNAME EQ "x"',
      filter: eq('USERNAME', 'x'),
      why: 'names keep their letter case, for the log',
    },
    { text: 'name.givenName co "d"', filter: compare('name.givenName', 'co', 'd'), why: 'a sub-attribute' },
    { text: `${USER}:userName sw "J"`, filter: compare(`${USER}:userName`, 'sw', 'J'), why: 'a core URN' },
    {
      text: `${ENTERPRISE_USER}:manager.value ew "1"`,
      filter: compare(`${ENTERPRISE_USER}:manager.value`, 'ew', '1'),
      why: 'a dot in a URN begins no sub-attribute (AMB-48)',
    },
    { text: '  a  eq\t"b"  ', filter: eq('a', 'b'), why: 'several blanks count as one (AMB-46)' },
    { text: 'a eq"b"', filter: eq('a', 'b'), why: 'no blank before a quote (AMB-46)' },
    { text: 'a eq "a\\"b\\\\c"', filter: eq('a', 'a"b\\c'), why: 'escapes are decoded' },
    { text: 'a eq "b and (c or d)]"', filter: eq('a', 'b and (c or d)]'), why: 'quoted text is inert' },
    { text: 'a eq "O\'Malley"', filter: eq('a', "O'Malley"), why: 'an apostrophe is a character' },
    { text: 'a eq ""', filter: eq('a', ''), why: 'the empty string is a value' },
    { text: 'not pr', filter: present('not'), why: 'an attribute may be called not' },
    { text: 'and eq "or"', filter: eq('and', 'or'), why: 'or may be called and' },
  ])('$text: $why', ({ text, filter }) => {
    expect(read(text)).toEqual(filter);
  });

  it.each(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const)('%s in any letter case', (op) => {
    expect(read(`a ${op.toUpperCase()} "x"`)).toEqual(compare('a', op, 'x'));
  });
});

describe('precedence: brackets, then not, then and, then or', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(present) as [
    ParsedFilter,
    ParsedFilter,
    ParsedFilter,
    ParsedFilter,
  ];

  it.each<{ text: string; filter: ParsedFilter }>([
    { text: 'a pr or b pr and c pr', filter: or(a, and(b, c)) },
    { text: 'a pr and b pr or c pr', filter: or(and(a, b), c) },
    { text: '(a pr or b pr) and c pr', filter: and(or(a, b), c) },
    { text: 'a pr and (b pr or c pr)', filter: and(a, or(b, c)) },
    { text: 'a pr and b pr and c pr', filter: and(and(a, b), c) },
    { text: 'a pr or b pr or c pr', filter: or(or(a, b), c) },
    { text: 'a pr or b pr and c pr or d pr', filter: or(or(a, and(b, c)), d) },
    { text: 'not (a pr) and b pr', filter: and(not(a), b) },
    { text: 'not (a pr and b pr)', filter: not(and(a, b)) },
    { text: 'a pr or not (b pr) and c pr', filter: or(a, and(not(b), c)) },
    { text: 'not (not (a pr))', filter: not(not(a)) },
    { text: 'not(a pr)', filter: not(a) },
    { text: 'NOT (a pr) AND b pr OR c pr', filter: or(and(not(a), b), c) },
    { text: '((a pr))', filter: a },
    { text: 'a pr and not (b pr or c pr) and d pr', filter: and(and(a, not(or(b, c))), d) },
  ])('$text', ({ text, filter }) => {
    expect(read(text)).toEqual(filter);
  });
});

describe('a value filter is parsed', () => {
  it.each<{ text: string; filter: ParsedFilter; why: string }>([
    { text: 'emails[type eq "work"]', filter: some('emails', eq('type', 'work')), why: 'one condition' },
    {
      text: 'emails[type eq "work" and value co "@x"]',
      filter: some('emails', and(eq('type', 'work'), compare('value', 'co', '@x'))),
      why: 'two conditions for the same element',
    },
    {
      text: 'emails[not (type eq "work") or primary eq true]',
      filter: some('emails', or(not(eq('type', 'work')), eq('primary', true))),
      why: 'with logic inside',
    },
    {
      text: 'emails[type eq "a]b"]',
      filter: some('emails', eq('type', 'a]b')),
      why: 'a bracket in a string closes nothing',
    },
    {
      text: 'emails[type pr] and ims[type pr]',
      filter: and(some('emails', present('type')), some('ims', present('type'))),
      why: 'joined like any other comparison',
    },
    {
      text: 'not (emails[type eq "work"])',
      filter: not(some('emails', eq('type', 'work'))),
      why: 'negated like any other comparison',
    },
    {
      text: 'emails[type eq "work"].value eq "x"',
      filter: some('emails', and(eq('type', 'work'), eq('value', 'x'))),
      why: 'a comparison behind the brackets is about the same element, as Entra means it',
    },
    {
      text: 'emails[type eq "work"].value pr and active eq true',
      filter: and(some('emails', and(eq('type', 'work'), present('value'))), eq('active', true)),
      why: 'and binds weaker than the dot',
    },
    {
      text: 'emails[type eq "a" or type eq "b"].value sw "x"',
      filter: some('emails', and(or(eq('type', 'a'), eq('type', 'b')), compare('value', 'sw', 'x'))),
      why: 'the comparison applies to the whole filter in the brackets',
    },
  ])('$text: $why', ({ text, filter }) => {
    expect(read(text)).toEqual(filter);
  });
});

describe('an unquoted operand is a string, as in one of Microsoft’s samples (AMB-47)', () => {
  it.each<{ text: string; value: string }>([
    { text: 'externalId eq mira.rao', value: 'mira.rao' },
    { text: 'externalId eq 007', value: '007' },
    { text: 'externalId eq 1e999', value: '1e999' },
    { text: 'active eq True', value: 'True' },
    { text: 'externalId eq a@b.example', value: 'a@b.example' },
  ])('$text', ({ text, value }) => {
    const context = openParseContext();
    expect(parseFilter(text, context)).toMatchObject({ kind: 'compare', value });
    expect([...context.departures]).toEqual(['unquoted-operand']);
  });

  it.each(["externalId eq 'x'", 'externalId eq a b', 'externalId eq a"b"', 'externalId eq (a)'])(
    'but %s is refused',
    (text) => {
      expect(refusalOf(() => read(text)).code).toBe('invalidFilter');
    },
  );
});

describe('an operand with unescaped quotes, as Entra sends it, is one string', () => {
  it.each<{ text: string; filter: ParsedFilter; why: string }>([
    {
      text: 'displayName eq "The "Dock" Planners"',
      filter: eq('displayName', 'The "Dock" Planners'),
      why: 'quotes',
    },
    { text: 'displayName eq "C:\\Users"', filter: eq('displayName', 'C:\\Users'), why: 'a backslash' },
    { text: 'displayName eq "a\tb"', filter: eq('displayName', 'a\tb'), why: 'a tab' },
    { text: 'displayName EQ "a"b"', filter: eq('displayName', 'a"b'), why: 'an odd number of quotes' },
    { text: ' displayName eq "a" b" ', filter: eq('displayName', 'a" b'), why: 'blanks around it' },
    {
      text: `${ENTERPRISE_USER}:department eq "R"D"`,
      filter: eq(`${ENTERPRISE_USER}:department`, 'R"D'),
      why: 'under a URN',
    },
    {
      text: 'emails[type eq "work"].value eq "a"b@x"',
      filter: some('emails', and(eq('type', 'work'), eq('value', 'a"b@x'))),
      why: 'behind a value filter',
    },
  ])('$text: $why', ({ text, filter }) => {
    const context = openParseContext();
    expect(parseFilter(text, context)).toEqual(filter);
    expect([...context.departures]).toContain('unescaped-quotes');
  });

  it('does not apply to a well-formed filter', () => {
    const context = openParseContext();
    expect(parseFilter('a eq "x" and b eq "y"', context)).toEqual(and(eq('a', 'x'), eq('b', 'y')));
    expect([...context.departures]).toEqual([]);
  });

  it.each(['displayName co "a"b"', 'not (displayName eq "a"b")', 'displayName eq "a"b" and'])(
    'does not apply to %s',
    (text) => {
      expect(refusalOf(() => read(text)).code).toBe('invalidFilter');
    },
  );
});
