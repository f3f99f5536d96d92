import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import type { AttributePath } from './ast.ts';
import { parseAttributePath } from './parse.ts';
import { printAttributePath } from './print.ts';

const plain = (name: string, sub?: string): AttributePath => ({ schema: undefined, name, sub });

describe('an attribute path is parsed', () => {
  it.each<{ text: string; path: AttributePath; why: string }>([
    { text: 'userName', path: plain('userName'), why: 'a name' },
    { text: 'USERNAME', path: plain('USERNAME'), why: 'letter case is kept; binding ignores it' },
    { text: 'name.givenName', path: plain('name', 'givenName'), why: 'a dot separates the sub-attribute' },
    { text: '$ref', path: plain('$ref'), why: '$ is allowed by RFC 7643 §2.1 (AMB-48)' },
    { text: 'members.$ref', path: plain('members', '$ref'), why: 'as a sub-attribute too' },
    {
      text: 'x-custom_1',
      path: plain('x-custom_1'),
      why: 'hyphen, underscore and digit are name characters',
    },
    { text: 'x509Certificates.value', path: plain('x509Certificates', 'value'), why: 'digits' },
    { text: `${USER}:userName`, path: { schema: USER, name: 'userName', sub: undefined }, why: 'a core URN' },
    {
      text: `${ENTERPRISE_USER}:manager.displayName`,
      path: { schema: ENTERPRISE_USER, name: 'manager', sub: 'displayName' },
      why: 'the dot of 2.0 stays in the URN (AMB-48)',
    },
    {
      text: 'URN:Example:Ext:costCenter',
      path: { schema: 'URN:Example:Ext', name: 'costCenter', sub: undefined },
      why: 'urn in any letter case (RFC 8141)',
    },
    {
      text: ENTERPRISE_USER,
      path: { schema: ENTERPRISE_USER.slice(0, -5), name: 'User', sub: undefined },
      why: 'a bare URN is parsed as a name after a URN; binding corrects that (AMB-11)',
    },
  ])('$text: $why', ({ text, path }) => {
    expect(parseAttributePath(text)).toEqual(path);
    expect(printAttributePath(path)).toBe(text);
  });
});

describe('a malformed path is not parsed', () => {
  it.each([
    { text: '', why: 'nothing' },
    { text: 'a.b.c', why: 'one dot at most (RFC 7644 §3.10)' },
    { text: 'name.', why: 'a sub-attribute without a name' },
    { text: '.name', why: 'no attribute before the dot' },
    { text: '1name', why: 'a digit first' },
    { text: '-name', why: 'a hyphen first' },
    { text: 'user Name', why: 'a blank' },
    { text: ' userName', why: 'a blank before' },
    { text: 'userName\n', why: 'a line break at the end' },
    { text: '/emails/0', why: 'JSON Pointer' },
    { text: 'emails[0]', why: 'an array index' },
    { text: 'name:givenName', why: 'a prefix that is not a URN' },
    { text: 'urn:', why: 'a URN without a name' },
    { text: 'urn::userName', why: 'an empty URN' },
    { text: 'urn:a b:userName', why: 'a blank in the URN' },
    { text: 'urn:a[b]:userName', why: 'brackets in the URN' },
    { text: 'urn:a\0:userName', why: 'NUL in the URN' },
    { text: 'urn:a\ud800:userName', why: 'a lone surrogate in the URN' },
    { text: 'urn:é:userName', why: 'a letter beyond ASCII in the URN (RFC 8141 §2)' },
    { text: `${ENTERPRISE_USER}:`, why: 'a URN and a colon without a name' },
    { text: 'é', why: 'a letter beyond ASCII' },
    { text: `a${'b'.repeat(500)}`, why: 'more than 500 characters' },
  ])('"$text": $why', ({ text }) => {
    expect(parseAttributePath(text)).toBeUndefined();
  });

  it('accepts up to 500 characters', () => {
    expect(parseAttributePath('a'.repeat(500))).toBeDefined();
  });
});

describe('laws', () => {
  const name = fc.stringMatching(/^[A-Za-z$][A-Za-z0-9_$-]{0,10}$/);
  const schema = fc.stringMatching(/^urn:[a-z0-9.:-]{1,20}[a-z0-9]$/);
  const path = fc.record({
    schema: fc.option(schema, { nil: undefined }),
    name,
    sub: fc.option(name, { nil: undefined }),
  });

  it('parsing a printed path gives the same path', () => {
    fc.assert(
      fc.property(path, (path) => {
        expect(parseAttributePath(printAttributePath(path))).toEqual(path);
      }),
    );
  });

  it('printing a parsed path gives the same text', () => {
    const junk = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('urn:', 'a', '.', ':', '$', '2', ' ') }),
    );
    fc.assert(
      fc.property(junk, (text) => {
        const path = parseAttributePath(text);
        expect(path && printAttributePath(path)).toBe(path && text);
      }),
      { numRuns: 2000 },
    );
  });
});
