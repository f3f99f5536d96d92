import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { parseValuePath } from '../filter/parse-value-path.ts';
import type { Json } from '../json.ts';
import { PATCH_OP } from '../message/urn.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import { decodePatch } from './decode.ts';
import type { Operation } from './patch.fixture.ts';

const decode = (operations: readonly unknown[], context = openParseContext()) =>
  decodePatch({ schemas: [PATCH_OP], Operations: operations }, context);

/** The op, the path as written and the value of each decoded operation. */
const short = (operations: readonly Operation[]) =>
  decode(operations).map(({ op, text, value }) => [op, text, value]);

describe('an operation with a path stays one operation', () => {
  it.each(['add', 'Add', 'ADD', 'replace', 'Replace', 'remove', 'Remove'])('%s', (op) => {
    expect(decode([{ op, path: 'title', value: 'Dr' }])).toEqual([
      { op: op.toLowerCase(), path: parseValuePath('title', openParseContext()), text: 'title', value: 'Dr' },
    ]);
  });

  it('remove needs no value', () => {
    expect(short([{ op: 'remove', path: 'title' }])).toEqual([['remove', 'title', undefined]]);
  });

  it.each<Json>([null, '', false, 0, [], {}])('%o is a value', (value) => {
    expect(short([{ op: 'add', path: 'title', value }])).toEqual([['add', 'title', value]]);
  });

  it('several operations keep their order', () => {
    const operations = ['b', 'a', 'c'].map((path) => ({ op: 'remove', path }));
    expect(short(operations).map(([, path]) => path)).toEqual(['b', 'a', 'c']);
  });
});

describe('a value without a path becomes an operation for each key', () => {
  it.each<{ why: string; value: Json; operations: [path: string, value: Json][] }>([
    {
      why: 'names',
      value: { title: 'Dr', active: true },
      operations: [
        ['title', 'Dr'],
        ['active', true],
      ],
    },
    {
      why: 'whole attributes',
      value: { name: { givenName: 'A' } },
      operations: [['name', { givenName: 'A' }]],
    },
    { why: 'dotted names (AMB-40)', value: { 'name.givenName': 'A' }, operations: [['name.givenName', 'A']] },
    {
      why: 'names with a URN (AMB-40)',
      value: { [`${ENTERPRISE_USER}:department`]: 'Ops', [`${USER}:title`]: 'Dr' },
      operations: [
        [`${ENTERPRISE_USER}:department`, 'Ops'],
        [`${USER}:title`, 'Dr'],
      ],
    },
    {
      why: 'a path with a filter',
      value: { 'emails[type eq "work"].value': 'a@x' },
      operations: [['emails[type eq "work"].value', 'a@x']],
    },
    {
      why: 'the container of an extension (RFC 7643 §3.3)',
      value: { [ENTERPRISE_USER]: { department: 'Ops' } },
      operations: [[ENTERPRISE_USER, { department: 'Ops' }]],
    },
    { why: 'null, which unassigns', value: { title: null }, operations: [['title', null]] },
    {
      why: 'no attributes that a client cannot set (AMB-58)',
      value: { schemas: [USER], id: '1', META: { version: 'x' }, title: 'Dr' },
      operations: [['title', 'Dr']],
    },
    { why: 'an empty map gives no operation', value: {}, operations: [] },
  ])('$why', ({ value, operations }) => {
    for (const op of ['add', 'replace']) {
      expect(short([{ op, value }])).toEqual(operations.map((operation) => [op, ...operation]));
    }
  });

  it.each<{ why: string; value: Json; recorded: string[] }>([
    { why: 'names', value: { title: 'Dr', emails: [] }, recorded: [] },
    { why: 'the container of an extension', value: { [ENTERPRISE_USER]: { department: 'x' } }, recorded: [] },
    { why: 'dotted names', value: { 'name.givenName': 'A' }, recorded: ['flat-value-map'] },
    {
      why: 'names with a URN',
      value: { [`${ENTERPRISE_USER}:department`]: 'x' },
      recorded: ['flat-value-map'],
    },
    {
      why: 'paths with a filter',
      value: { 'emails[type eq "work"].value': 'x' },
      recorded: ['flat-value-map'],
    },
  ])('$why: records $recorded', ({ value, recorded }) => {
    const context = openParseContext();
    decode([{ op: 'replace', value }], context);
    expect([...context.departures]).toEqual(recorded);
  });
});

describe('a malformed operation is refused', () => {
  it.each<{ why: string; operation: unknown; code: string; detail: string }>([
    {
      why: 'another op',
      operation: { op: 'move', path: 'a', value: 1 },
      code: 'invalidSyntax',
      detail: 'add, remove or replace',
    },
    {
      why: 'an op with a blank',
      operation: { op: 'add ', path: 'a', value: 1 },
      code: 'invalidSyntax',
      detail: 'add, remove or replace',
    },
    {
      why: 'an op with an inherited name',
      operation: { op: 'constructor', path: 'a' },
      code: 'invalidSyntax',
      detail: 'add, remove or replace',
    },
    {
      why: 'add without a value',
      operation: { op: 'add', path: 'title' },
      code: 'invalidValue',
      detail: 'add needs a value',
    },
    {
      why: 'replace without a value',
      operation: { op: 'Replace', path: 'title' },
      code: 'invalidValue',
      detail: 'replace needs a value',
    },
    {
      why: 'remove without a path',
      operation: { op: 'remove' },
      code: 'noTarget',
      detail: 'remove needs a path',
    },
    {
      why: 'remove without a path, with a value',
      operation: { op: 'remove', value: { title: 'x' } },
      code: 'noTarget',
      detail: 'remove needs a path',
    },
    {
      why: 'a string without a path',
      operation: { op: 'add', value: 'x' },
      code: 'invalidValue',
      detail: 'without a path',
    },
    {
      why: 'a list without a path',
      operation: { op: 'add', value: [] },
      code: 'invalidValue',
      detail: 'without a path',
    },
    {
      why: 'null without a path',
      operation: { op: 'replace', value: null },
      code: 'invalidValue',
      detail: 'without a path',
    },
  ])('$why: $code', ({ operation, code, detail }) => {
    const refusal = refusalOf(() => decode([{ op: 'remove', path: 'title' }, operation]));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain('Operations[1]: ');
    expect(refusal.message).toContain(detail);
  });

  it.each([
    { why: 'an empty path', path: '', code: 'invalidPath' },
    { why: 'JSON Pointer', path: '/title', code: 'invalidPath' },
    { why: 'a bracket that is not closed', path: 'emails[type eq', code: 'invalidPath' },
    { why: 'a malformed filter', path: 'emails[type xx "w"]', code: 'invalidFilter' },
  ])('$why: $code', ({ path, code }) => {
    for (const op of ['add', 'replace', 'remove']) {
      expect(refusalOf(() => decode([{ op, path, value: 'x' }])).code).toBe(code);
    }
  });

  it('a key that is not a path is invalidPath, even with valid keys', () => {
    expect(refusalOf(() => decode([{ op: 'add', value: { title: 'Dr', 'a b': 1 } }])).code).toBe(
      'invalidPath',
    );
  });

  it('an empty list is refused if that departure is off', () => {
    expect(decode([])).toEqual([]);
    const strict = openParseContext({ off: ['empty-operations'] });
    expect(refusalOf(() => decode([], strict)).code).toBe('invalidSyntax');
  });

  it('a body that is not a PatchOp is invalidSyntax', () => {
    expect(refusalOf(() => decodePatch({ Operations: [] }, openParseContext())).code).toBe('invalidSyntax');
  });
});
