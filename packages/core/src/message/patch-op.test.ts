import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.fixture.ts';
import { parsePatchOp } from './patch-op.ts';
import { PATCH_OP } from './urn.ts';

const operation = { op: 'add', path: 'title', value: 'Dr' };

describe('the envelope of a PATCH is parsed', () => {
  it.each<{ why: string; body: unknown; operations: unknown[] }>([
    {
      why: 'as in the RFC',
      body: { schemas: [PATCH_OP], Operations: [operation] },
      operations: [operation],
    },
    {
      why: 'with Operations first',
      body: { Operations: [operation], schemas: [PATCH_OP] },
      operations: [operation],
    },
    {
      why: 'with keys in any letter case (AMB-22)',
      body: { SCHEMAS: [PATCH_OP.toUpperCase()], operations: [{ OP: 'add', Path: 'title', VALUE: 'Dr' }] },
      operations: [operation],
    },
    { why: 'with no operations (AMB-22)', body: { schemas: [PATCH_OP], Operations: [] }, operations: [] },
    {
      why: 'with another URN in schemas',
      body: { schemas: ['urn:x', PATCH_OP], Operations: [operation] },
      operations: [operation],
    },
    {
      why: 'without unknown keys (AMB-42)',
      body: { schemas: [PATCH_OP], Operations: [{ ...operation, name: 'x' }], foo: 1 },
      operations: [operation],
    },
    {
      why: 'with null as a path, which means no path',
      body: { schemas: [PATCH_OP], Operations: [{ op: 'add', path: null, value: {} }] },
      operations: [{ op: 'add', path: null, value: {} }],
    },
    {
      why: 'with null as a value',
      body: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'title', value: null }] },
      operations: [{ op: 'replace', path: 'title', value: null }],
    },
    {
      why: 'with false as a value',
      body: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'active', value: false }] },
      operations: [{ op: 'replace', path: 'active', value: false }],
    },
    {
      why: 'with keys of a value unchanged',
      body: { schemas: [PATCH_OP], Operations: [{ op: 'add', value: { userName: 'x' } }] },
      operations: [{ op: 'add', value: { userName: 'x' } }],
    },
  ])('$why', ({ body, operations }) => {
    expect(parsePatchOp(body)).toEqual(operations);
  });
});

describe('a malformed PATCH is invalidSyntax and names the malformed part', () => {
  const schemas = [PATCH_OP];

  it.each<{ why: string; body: unknown; detail: string }>([
    { why: 'a list', body: [], detail: 'The body must be a PatchOp object.' },
    { why: 'a string', body: 'x', detail: 'The body must be a PatchOp object.' },
    { why: 'nothing', body: undefined, detail: 'The body must be a PatchOp object.' },
    { why: 'no schemas', body: { Operations: [] }, detail: `schemas must list ${PATCH_OP}.` },
    {
      why: 'other schemas',
      body: { schemas: ['urn:x'], Operations: [] },
      detail: `schemas must list ${PATCH_OP}.`,
    },
    {
      why: 'schemas that is not a list',
      body: { schemas: PATCH_OP, Operations: [] },
      detail: `schemas must list ${PATCH_OP}.`,
    },
    {
      why: 'schemas of numbers',
      body: { schemas: [1], Operations: [] },
      detail: `schemas must list ${PATCH_OP}.`,
    },
    { why: 'no Operations', body: { schemas }, detail: 'Operations must be an array of objects.' },
    {
      why: 'Operations that is not a list',
      body: { schemas, Operations: operation },
      detail: 'Operations must be an array of objects.',
    },
    {
      why: 'Operations of strings',
      body: { schemas, Operations: ['add'] },
      detail: 'Operations must be an array of objects.',
    },
    {
      why: 'Operations of null',
      body: { schemas, Operations: [null] },
      detail: 'Operations must be an array of objects.',
    },
    {
      why: 'no op',
      body: { schemas, Operations: [{ path: 'title' }] },
      detail: 'Operations[0]: op must be add, remove or replace.',
    },
    {
      why: 'an op that is not a string, with its index',
      body: { schemas, Operations: [operation, operation, { op: 1 }] },
      detail: 'Operations[2]: op must be add, remove or replace.',
    },
    {
      why: 'a path that is not a string',
      body: { schemas, Operations: [{ op: 'add', path: ['title'] }] },
      detail: 'Operations[0]: path must be a string.',
    },
  ])('$why: $detail', ({ body, detail }) => {
    expect(refusalOf(() => parsePatchOp(body))).toMatchObject({ code: 'invalidSyntax', message: detail });
  });
});

describe('a PATCH has at most 1,000 operations', () => {
  const many = (length: number) => ({
    schemas: [PATCH_OP],
    Operations: Array.from({ length }, () => operation),
  });

  it('1,000 are accepted', () => {
    expect(parsePatchOp(many(1000))).toHaveLength(1000);
  });

  it('one more is payloadTooLarge, and names the limit', () => {
    const refusal = refusalOf(() => parsePatchOp(many(1001)));
    expect(refusal).toMatchObject({ code: 'payloadTooLarge', status: 413 });
    expect(refusal.message).toContain('1000');
  });
});
