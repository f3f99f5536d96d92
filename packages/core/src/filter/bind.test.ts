import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { group, narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { complex, findAttribute, string, type Attribute } from '../schema/attribute.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { BoundFilter, CompareOp, Literal } from './ast.ts';
import { bindElementFilter, bindFilter } from './bind.ts';
import { bound, compare } from './filters.fixture.ts';
import { parseFilter } from './parse.ts';

/** A bound filter as text: canonical names, and operands of their type. */
function words(filter: BoundFilter): string {
  const name = ({ extension, attribute, sub }: Extract<BoundFilter, { path: unknown }>['path']): string =>
    [extension && `${extension}:`, attribute.name, sub && `.${sub.name}`].filter(Boolean).join('');
  switch (filter.kind) {
    case 'compare':
      return `${name(filter.path)} ${filter.op} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${name(filter.path)} pr`;
    case 'not':
      return `not (${words(filter.operand)})`;
    case 'some':
      return `${name(filter.path)}[${words(filter.where)}]`;
    default:
      return `(${words(filter.left)} ${filter.kind} ${words(filter.right)})`;
  }
}

describe('a filter is bound', () => {
  it.each<{ text: string; means: string; why: string; type?: ResourceType }>([
    { text: 'USERNAME eq "x"', means: 'userName eq "x"', why: 'canonical names' },
    { text: `${USER}:userName eq "x"`, means: 'userName eq "x"', why: 'without the core URN' },
    { text: 'NAME.givenname pr', means: 'name.givenName pr', why: 'sub-attributes too' },
    { text: 'id eq "1"', means: 'id eq "1"', why: 'common attributes (7644-3.4.2.2-21)' },
    {
      text: `schemas eq "${ENTERPRISE_USER}"`,
      means: `schemas eq "${ENTERPRISE_USER}"`,
      why: 'schemas, by value',
    },
    { text: 'emails co "@x"', means: 'emails.value co "@x"', why: 'a bare attribute is its value (AMB-07)' },
    { text: 'emails pr', means: 'emails pr', why: 'but pr is about the whole attribute (AMB-07)' },
    { text: 'name pr', means: 'name pr', why: 'of a complex attribute too' },
    {
      text: `${ENTERPRISE_USER}:manager eq "1"`,
      means: `${ENTERPRISE_USER}:manager.value eq "1"`,
      why: 'manager is its value, as Entra asks',
    },
    { text: 'manager eq "1"', means: `${ENTERPRISE_USER}:manager.value eq "1"`, why: 'also without its URN' },
    { text: 'members eq "1"', means: 'members.value eq "1"', why: 'so is members', type: group.type },
    { text: 'members.value eq "1"', means: 'members.value eq "1"', why: 'written out', type: group.type },
    { text: 'emails[TYPE eq "work"]', means: 'emails[type eq "work"]', why: 'inside a value filter' },
    {
      text: 'emails[type eq "work"].value eq "x"',
      means: 'emails[(type eq "work" and value eq "x")]',
      why: 'as Entra matches by mail',
    },
    { text: 'active eq true', means: 'active eq true', why: 'a boolean' },
    { text: 'active eq "False"', means: 'active eq false', why: 'a quoted boolean (AMB-17)' },
    { text: 'active eq TRUE', means: 'active eq true', why: 'an unquoted one in any letter case' },
    { text: 'roles[primary eq "True"]', means: 'roles[primary eq true]', why: 'inside a value filter' },
    { text: 'externalId eq 5', means: 'externalId eq "5"', why: 'a bare number for a string' },
    { text: 'externalId eq true', means: 'externalId eq "true"', why: 'a bare constant for a string' },
    { text: 'active eq null', means: 'active eq null', why: 'null fits every type (AMB-09)' },
    { text: 'title ne null', means: 'title ne null', why: 'with ne as well' },
    {
      text: 'meta.lastModified ge "2026-01-31T12:00:00Z"',
      means: 'meta.lastModified ge "2026-01-31T12:00:00Z"',
      why: 'a dateTime',
    },
    { text: 'profileUrl sw "https:"', means: 'profileUrl sw "https:"', why: 'a reference is text' },
    {
      text: 'not (title pr) or active eq true and locale pr',
      means: '(not (title pr) or (active eq true and locale pr))',
      why: 'logic is unchanged',
    },
  ])('$text: $why', ({ text, means, type = wholeUser.type }) => {
    expect(words(bound(text, type))).toBe(means);
  });
});

describe('a filter that cannot be bound is invalidFilter and names the attribute', () => {
  it.each<{ text: string; path: string; problem: string; type?: ResourceType }>([
    { text: 'foo eq "x"', path: 'foo', problem: 'not an attribute' }, // AMB-10
    { text: 'title pr and foo pr', path: 'foo', problem: 'not an attribute' },
    { text: 'not (foo pr)', path: 'foo', problem: 'not an attribute' },
    { text: 'name.foo pr', path: 'name.foo', problem: 'not an attribute' },
    { text: 'emails[foo eq "x"]', path: 'foo', problem: 'not an attribute' }, // 7644-3.4.2.2-13
    { text: 'emails[type.x eq "x"]', path: 'type.x', problem: 'not an attribute' },
    { text: `emails[${USER}:type eq "x"]`, path: `${USER}:type`, problem: 'not an attribute' },
    { text: 'title eq "x"', path: 'title', problem: 'not an attribute', type: narrowUser.type },
    { text: 'password eq "x"', path: 'password', problem: 'not an attribute' }, // AMB-29
    { text: 'password pr', path: 'password', problem: 'not an attribute' },
    { text: 'userName[type eq "x"]', path: 'userName', problem: 'no sub-attributes' },
    { text: 'emails.value[type eq "x"]', path: 'emails.value', problem: 'no sub-attributes' },
    { text: 'name eq "x"', path: 'name', problem: 'name one of its sub-attributes' }, // AMB-07
    { text: 'name co "x"', path: 'name', problem: 'name one of its sub-attributes' },
    { text: 'addresses eq "x"', path: 'addresses', problem: 'name one of its sub-attributes' },
    { text: 'active gt true', path: 'active', problem: 'have an order' }, // 7644-3.4.2.2-09
    { text: 'x509Certificates.value lt "AA"', path: 'x509Certificates.value', problem: 'have an order' },
    { text: 'active co "t"', path: 'active', problem: 'co compares strings only' }, // 7644-3.4.2.2-23
    { text: 'meta.created sw "2026"', path: 'meta.created', problem: 'sw compares strings only' },
    { text: 'x509Certificates ew "AA"', path: 'x509Certificates', problem: 'ew compares strings only' },
    { text: 'active eq "banana"', path: 'active', problem: 'compare it with true or false' },
    { text: 'active eq 1', path: 'active', problem: 'compare it with true or false' },
    { text: 'meta.created gt "yesterday"', path: 'meta.created', problem: 'is a dateTime' },
    { text: 'meta.created gt "March 7"', path: 'meta.created', problem: 'is a dateTime' },
    { text: 'meta.created lt "Nov 28 2026 10:00"', path: 'meta.created', problem: 'is a dateTime' },
    { text: 'meta.created lt "2026-11-28"', path: 'meta.created', problem: 'a date and a time' },
    { text: 'meta.created lt "2026-02-30T00:00:00Z"', path: 'meta.created', problem: 'is a dateTime' },
    { text: 'meta.created gt 5', path: 'meta.created', problem: 'is a dateTime' },
    { text: String.raw`userName eq "\u0000"`, path: 'userName', problem: 'NUL character' },
    { text: String.raw`userName eq "a\ud800"`, path: 'userName', problem: 'half of a surrogate pair' },
    { text: 'emails[value eq "\udfff"]', path: 'value', problem: 'half of a surrogate pair' },
    {
      text: `userName eq "a${'\u0301'.repeat(31)}"`,
      path: 'userName',
      problem: 'more than 30 combining marks',
    },
    { text: 'id eq a\0', path: 'id', problem: 'NUL character' },
    { text: 'title co null', path: 'title', problem: 'cannot be compared with null by co' }, // AMB-09
    { text: 'title ge null', path: 'title', problem: 'cannot be compared with null by ge' },
  ])('$text: $path $problem', ({ text, path, problem, type = wholeUser.type }) => {
    const refusal = refusalOf(() => bound(text, type));
    expect(refusal).toMatchObject({ code: 'invalidFilter', path });
    expect(refusal.message).toContain(`${path} `);
    expect(refusal.message).toContain(problem);
  });

  it('does not quote the operand, which may be personal', () => {
    expect(refusalOf(() => bound('active eq "mira@x"', wholeUser.type)).message).not.toContain('mira');
  });
});

describe('operators by type (RFC 7644 §3.4.2.2, table 3)', () => {
  const attributes: Record<Attribute['type'], { attribute: Attribute; operand: Literal }> = {
    string: { attribute: string('x', ''), operand: 'a' },
    reference: { attribute: { ...string('x', ''), type: 'reference' }, operand: 'a' },
    binary: { attribute: { ...string('x', ''), type: 'binary' }, operand: 'YQ==' },
    boolean: { attribute: { ...string('x', ''), type: 'boolean' }, operand: true },
    dateTime: { attribute: { ...string('x', ''), type: 'dateTime' }, operand: '2026-01-31T12:00:00Z' },
    integer: { attribute: { ...string('x', ''), type: 'integer' }, operand: 1 },
    decimal: { attribute: { ...string('x', ''), type: 'decimal' }, operand: 1.5 },
    complex: { attribute: complex('x', '', [string('y', '')]), operand: 'a' },
  };
  const equality: CompareOp[] = ['eq', 'ne'];
  const text: CompareOp[] = ['co', 'sw', 'ew'];
  const order: CompareOp[] = ['gt', 'ge', 'lt', 'le'];

  it.each<{ type: Attribute['type']; takes: CompareOp[] }>([
    { type: 'string', takes: [...equality, ...text, ...order] },
    { type: 'reference', takes: [...equality, ...text, ...order] },
    { type: 'binary', takes: equality },
    { type: 'boolean', takes: equality },
    { type: 'dateTime', takes: [...equality, ...order] },
    { type: 'integer', takes: [...equality, ...order] },
    { type: 'decimal', takes: [...equality, ...order] },
    { type: 'complex', takes: [] },
  ])('a $type takes $takes', ({ type, takes }) => {
    const { attribute, operand } = attributes[type];
    const of = complex('of', '', [attribute]);
    const isTaken = (op: CompareOp): boolean => {
      try {
        bindElementFilter(compare('x', op, operand), of, openParseContext());
        return true;
      } catch {
        return false;
      }
    };
    expect([...equality, ...text, ...order].filter(isTaken)).toEqual(takes);
  });

  it.each<{ type: Attribute['type']; operand: Literal }>([
    { type: 'integer', operand: '1 ' },
    { type: 'decimal', operand: true },
  ])('a $type is not compared with $operand', ({ type, operand }) => {
    const of = complex('of', '', [attributes[type].attribute]);
    const refusal = refusalOf(() => bindElementFilter(compare('x', 'eq', operand), of, openParseContext()));
    expect(refusal.message).toContain('is a number');
  });
});

describe('departures in a filter', () => {
  it.each([
    { off: 'boolean-operand-as-string', text: 'active eq "True"' },
    { off: 'unquoted-operand', text: 'externalId eq 5' },
    { off: 'unqualified-extension-attribute', text: 'department eq "x"' },
  ] as const)('$text is $off: recorded, or refused if that is off', ({ off, text }) => {
    const context = openParseContext();
    const parsed = parseFilter(text, openParseContext());
    bindFilter(parsed, wholeUser.type, context);
    expect([...context.departures]).toEqual([off]);
    const strict = openParseContext({ off: [off] });
    expect(refusalOf(() => bindFilter(parsed, wholeUser.type, strict)).code).toBe('invalidFilter');
  });

  it('a filter that follows the RFC uses no departure', () => {
    const context = openParseContext();
    bound('userName eq "x" and active eq true and emails[type eq "work"]', wholeUser.type, context);
    expect([...context.departures]).toEqual([]);
  });

  it('refuses a sub-attribute that is never returned, so that nobody can guess its value', () => {
    const secret = complex('pin', '', [{ ...string('value', ''), returned: 'never' }, string('hint', '')]);
    const vault: Attribute = { ...complex('vault', '', [string('value', '')]), returned: 'never' };
    const type: ResourceType = {
      ...wholeUser.type,
      schema: { ...wholeUser.type.schema, attributes: [secret, vault] },
    };
    expect(refusalOf(() => bound('pin.value sw "1"', type)).code).toBe('invalidFilter');
    expect(refusalOf(() => bound('vault.value sw "1"', type)).code).toBe('invalidFilter');
    expect(words(bound('pin.hint sw "1"', type))).toBe('pin.hint sw "1"');
  });
});

it('binds the filter of a value path to the sub-attributes of its attribute', () => {
  const emails = findAttribute(wholeUser.type.schema.attributes, 'emails');
  const filter = parseFilter('TYPE eq "work" and primary eq "True"', openParseContext());
  expect(emails && words(bindElementFilter(filter, emails, openParseContext()))).toBe(
    '(type eq "work" and primary eq true)',
  );
});
