import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { EVERY, everyKind } from './every-kind.fixture.ts';
import { deepFreeze, patch, without, type Operation } from './patch.fixture.ts';

const before = deepFreeze({
  userName: 'ada',
  title: 'Dr',
  name: { givenName: 'Ada', familyName: 'Byron' },
  [ENTERPRISE_USER]: { manager: { value: 'm1' } },
});
const MANAGER = `${ENTERPRISE_USER}:manager`;

const patched = (operation: Operation, resource: JsonObject = before): JsonObject =>
  patch(wholeUser.type, resource, [operation]).resource;

describe('a filter on a single-valued complex attribute treats it as one element', () => {
  it.each<{ operation: Operation; is: JsonObject }>([
    { operation: { op: 'remove', path: `${MANAGER}[value eq "m1"]` }, is: without(before, ENTERPRISE_USER) },
    { operation: { op: 'Remove', path: 'manager[value eq "m1"]' }, is: without(before, ENTERPRISE_USER) },
    { operation: { op: 'remove', path: `${MANAGER}[value eq "m2"]` }, is: before },
    { operation: { op: 'remove', path: `${MANAGER}[not (value eq "m1")]` }, is: before },
    {
      operation: { op: 'replace', path: `${MANAGER}[value eq "m1"]`, value: 'm2' },
      is: { ...before, [ENTERPRISE_USER]: { manager: { value: 'm2' } } },
    },
    { operation: { op: 'remove', path: 'name[givenName eq "ada"]' }, is: without(before, 'name') },
    {
      operation: { op: 'remove', path: 'name[givenName eq "ada"].familyName' },
      is: { ...before, name: { givenName: 'Ada' } },
    },
    { operation: { op: 'remove', path: 'name[givenName eq "x"].familyName' }, is: before },
    {
      operation: { op: 'replace', path: 'name[givenName sw "a"].familyName', value: 'King' },
      is: { ...before, name: { givenName: 'Ada', familyName: 'King' } },
    },
    {
      operation: { op: 'add', path: 'name[givenName eq "ada"]', value: { middleName: 'K' } },
      is: { ...before, name: { ...before.name, middleName: 'K' } },
    },
    { operation: { op: 'replace', path: 'name[givenName eq "x"].familyName', value: null }, is: before },
    {
      operation: { op: 'replace', value: { 'name[givenName eq "ada"].familyName': '' } },
      is: { ...before, name: { givenName: 'Ada' } },
    },
  ])('$operation.op $operation.path', ({ operation, is }) => {
    expect(patched(operation)).toEqual(is);
  });

  it.each<Operation>([
    { op: 'replace', path: 'name[givenName eq "x"].familyName', value: 'King' },
    { op: 'add', path: `${MANAGER}[value eq "m2"]`, value: 'm3' },
  ])('$op $path is noTarget if the value does not match', (operation) => {
    const refusal = refusalOf(() => patched(operation));
    expect(refusal).toMatchObject({ code: 'noTarget', path: operation.path });
    expect(refusalOf(() => patched(operation, { userName: 'ada' })).code).toBe('noTarget');
  });

  it('also for an attribute of a product’s own extension', () => {
    const stored = { userName: 'ada', [EVERY]: { wholeOfInteger: { value: 7, note: 'n' } } };
    const removed = (path: string): JsonObject =>
      patch(everyKind, stored, [{ op: 'remove', path: `${EVERY}:wholeOfInteger${path}` }]).resource;
    expect(removed('[value gt 6]')).toEqual({ userName: 'ada' });
    expect(removed('[value gt 7]')).toBe(stored);
    expect(removed('[note eq "n"].value')).toEqual({
      userName: 'ada',
      [EVERY]: { wholeOfInteger: { note: 'n' } },
    });
  });

  it('is refused on a single simple value, with the reason', () => {
    const refusal = refusalOf(() => patched({ op: 'remove', path: 'title[value eq "Dr"]' }));
    expect(refusal).toMatchObject({ code: 'invalidPath', path: 'title[value eq "Dr"]' });
    expect(refusal.message).toContain('title has a single value');
  });
});

describe('a filter on a list of simple values names each one value', () => {
  const stored = { userName: 'ada', [EVERY]: { listOfString: ['red', 'blue'], listOfInteger: [1, 10] } };
  const list = (name: string, operation: Omit<Operation, 'path'>, where: string): unknown =>
    (
      patch(everyKind, stored, [{ ...operation, path: `${EVERY}:${name}${where}` }]).resource[
        EVERY
      ] as JsonObject
    )[name];

  it.each([
    { name: 'listOfString', where: '[value eq "RED"]', is: ['blue'] },
    { name: 'listOfString', where: '[value eq "green"]', is: ['red', 'blue'] },
    { name: 'listOfString', where: '[not (value co "d")]', is: ['red'] },
    { name: 'listOfInteger', where: '[value gt 9]', is: [1] },
    { name: 'listOfInteger', where: '[value eq "10"]', is: [1] },
    { name: 'listOfInteger', where: '[value pr]', is: undefined },
  ])('remove $name$where', ({ name, where, is }) => {
    expect(list(name, { op: 'remove' }, where)).toEqual(is);
  });

  it('replaces the matches, with or without .value', () => {
    for (const where of ['[value eq "red"]', '[value eq "red"].value']) {
      expect(list('listOfString', { op: 'replace', value: 'green' }, where)).toEqual(['green', 'blue']);
    }
    expect(list('listOfString', { op: 'replace', value: null }, '[value eq "red"]')).toEqual(['blue']);
  });

  it('knows no sub-attribute but value', () => {
    const refusal = refusalOf(() => list('listOfString', { op: 'remove' }, '[type eq "work"]'));
    expect(refusal.code).toBe('invalidFilter');
  });
});
