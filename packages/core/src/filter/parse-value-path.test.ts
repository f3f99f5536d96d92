import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { parseAttributePath } from '../path/parse.ts';
import { printAttributePath } from '../path/print.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import type { ParsedFilter } from './ast.ts';
import { and, anyElementFilter, eq, not, or } from './filters.fixture.ts';
import { parseValuePath } from './parse-value-path.ts';
import { printFilter } from './print.ts';

describe('the path of an operation is parsed', () => {
  it.each<{ text: string; attribute: string; where?: ParsedFilter; sub?: string; why: string }>([
    { text: 'title', attribute: 'title', why: 'an attribute' },
    { text: ' title ', attribute: 'title', why: 'blanks around it' },
    {
      text: 'name.familyName',
      attribute: 'name.familyName',
      why: 'a sub-attribute belongs to the attribute',
    },
    { text: `${USER}:userName`, attribute: `${USER}:userName`, why: 'a core URN' },
    {
      text: `${ENTERPRISE_USER}:manager.value`,
      attribute: `${ENTERPRISE_USER}:manager.value`,
      why: 'an extension URN with its dots',
    },
    { text: ENTERPRISE_USER, attribute: ENTERPRISE_USER, why: 'a whole extension (AMB-11)' },
    { text: 'emails[type eq "work"]', attribute: 'emails', where: eq('type', 'work'), why: 'some elements' },
    {
      text: 'emails[type eq "work"].value',
      attribute: 'emails',
      where: eq('type', 'work'),
      sub: 'value',
      why: 'a sub-attribute of some elements',
    },
    {
      text: 'members[value eq "1" or value eq "2"].$ref',
      attribute: 'members',
      where: or(eq('value', '1'), eq('value', '2')),
      sub: '$ref',
      why: 'any filter, and a name with $',
    },
    {
      text: 'addresses[type eq "work" and not (country eq "NO")].x-y',
      attribute: 'addresses',
      where: and(eq('type', 'work'), not(eq('country', 'NO'))),
      sub: 'x-y',
      why: 'with logic, and a name with a hyphen',
    },
    {
      text: 'emails[type eq "a].b[c"].value',
      attribute: 'emails',
      where: eq('type', 'a].b[c'),
      sub: 'value',
      why: 'brackets in a string are text',
    },
    {
      text: 'roles[primary eq "True"].value',
      attribute: 'roles',
      where: eq('primary', 'True'),
      sub: 'value',
      why: 'the single role, as Entra writes it',
    },
    {
      text: 'urn:example:ext:2.0:User:badges[type eq "door"].value',
      attribute: 'urn:example:ext:2.0:User:badges',
      where: eq('type', 'door'),
      sub: 'value',
      why: 'elements of an extension attribute',
    },
  ])('$text: $why', ({ text, attribute, where, sub }) => {
    expect(parseValuePath(text, openParseContext())).toEqual({
      attribute: parseAttributePath(attribute),
      where,
      sub,
    });
  });
});

describe('a malformed path is invalidPath (RFC 7644 §3.5.2)', () => {
  it.each([
    { text: '', why: 'nothing' },
    { text: '  ', why: 'blanks' },
    { text: '/emails/0', why: 'JSON Pointer' },
    { text: 'emails[type eq', why: 'a bracket that is not closed' },
    { text: 'emails type eq "work"]', why: 'a bracket that was not opened' },
    { text: 'emails[type eq "work"]value', why: 'no dot behind the brackets' },
    { text: 'emails[type eq "work"].', why: 'nothing behind the dot' },
    { text: 'emails[type eq "work"].a.b', why: 'two sub-attributes' },
    { text: 'emails[type eq "work"].value eq "x"', why: 'a filter where a path belongs' },
    { text: 'emails.value[type eq "work"]', why: 'a sub-attribute before the brackets' },
    { text: '[type eq "work"]', why: 'no attribute' },
    { text: 'a.b.c', why: 'two dots' },
    { text: 'user name', why: 'a blank' },
    { text: '"userName"', why: 'quotes' },
    { text: `a[b eq "${'x'.repeat(1000)}"]`, why: 'more than 1,000 characters' },
  ])('"$text": $why', ({ text }) => {
    expect(refusalOf(() => parseValuePath(text, openParseContext()))).toMatchObject({ code: 'invalidPath' });
  });

  it('a path of up to 1,000 characters is accepted', () => {
    const path = `a[b eq "${'x'.repeat(1000 - 'a[b eq ""]'.length)}"]`;
    expect(parseValuePath(path, openParseContext()).where).toBeDefined();
  });

  it('shows examples of paths', () => {
    const { message } = refusalOf(() => parseValuePath('/emails/0', openParseContext()));
    expect(message).toContain('emails[type eq "work"].value');
  });
});

describe('a malformed filter in a path is invalidFilter', () => {
  it.each([
    { text: 'emails[]', why: 'no filter' },
    { text: 'emails[type xx "w"]', why: 'no such operator' },
    { text: 'emails[type eq "work"]]', why: 'a bracket too many' },
    { text: 'emails[0]', why: 'an array index' },
    { text: 'emails[ims[type pr]]', why: 'a value filter inside it' },
    { text: 'emails[not (ims[type pr])]', why: 'or behind not' },
    { text: 'emails[a pr and ims[type pr]]', why: 'or right of and' },
    { text: 'emails[ims[type pr] or a pr]', why: 'or left of or' },
  ])('"$text": $why', ({ text }) => {
    expect(refusalOf(() => parseValuePath(text, openParseContext()))).toMatchObject({
      code: 'invalidFilter',
    });
  });
});

describe('laws', () => {
  it('parsing a printed path gives the same path', () => {
    const name = fc.stringMatching(/^[A-Za-z$][A-Za-z0-9_$-]{0,10}$/);
    const path = fc.record({
      attribute: fc.record({
        schema: fc.constantFrom(undefined, USER, 'urn:x:y'),
        name,
        sub: fc.constant(undefined),
      }),
      where: anyElementFilter,
      sub: fc.option(name, { nil: undefined }),
    });
    fc.assert(
      fc.property(path, (path) => {
        const part = path.sub === undefined ? '' : `.${path.sub}`;
        const text = `${printAttributePath(path.attribute)}[${printFilter(path.where)}]${part}`;
        fc.pre(text.length <= 1_000);
        const context = openParseContext();
        expect(parseValuePath(text, context)).toEqual(path);
        expect([...context.departures]).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
