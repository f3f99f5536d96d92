import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { fuzzRuns, fuzzTime } from '../fuzz/fuzz-runs.fixture.ts';
import { hostileJson } from '../fuzz/hostile-json.fixture.ts';
import { operations as anyOperations } from '../fuzz/requests.fixture.ts';
import { isObject, sameJson, type Json, type JsonObject } from '../json.ts';
import { PATCH_OP } from '../message/urn.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { applyLeniently, disables, parsePatchLeniently } from './lenient-patch.ts';
import { ada, deepFreeze, patch } from './patch.fixture.ts';

const { type } = wholeUser;
const DISABLE = { op: 'Replace', path: 'active', value: 'False' };

function tried(operations: readonly Json[], before: JsonObject = ada, of: ResourceType = type) {
  const context = openParseContext({ unmapped: 'refuse' });
  const body = { schemas: [PATCH_OP], Operations: operations };
  const trial = parsePatchLeniently(body, of, context);
  if (trial === undefined) throw new Error('The body is a PatchOp');
  const { resource, leftOut } = applyLeniently(before, trial.operations, of, context);
  return {
    resource,
    leftOut: [...trial.leftOut, ...leftOut],
    disables: disables(trial.operations, of, context),
  };
}

/** Operations that are refused by themselves, and the names under which they are left out. */
const refused: readonly { readonly what: string; readonly sent: Json; readonly named?: string }[] = [
  { what: 'no match', sent: { op: 'Add', path: 'emails[type eq "fax"].value', value: 'v' } },
  { what: 'a path with a space', sent: { op: 'Add', path: 'cost center', value: 'v' } },
  { what: 'an unknown URN', sent: { op: 'Add', path: 'urn:foo', value: 'v' } },
  {
    what: 'a value of the wrong type',
    sent: { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: {} },
  },
  { what: 'a string for an object', sent: { op: 'replace', path: 'name', value: 'Ada' } },
  {
    what: 'a malformed filter',
    sent: { op: 'replace', path: 'emails[type', value: 'v' },
    named: 'emails[…]',
  },
  {
    what: 'a filter with an operand, which is hidden',
    sent: { op: 'replace', path: 'emails[value eq "b@x.example"].type', value: 'home' },
    named: 'emails[value eq "…"].type',
  },
  { what: 'a number', sent: 5, named: 'Operations[0]' },
  { what: 'null', sent: null, named: 'Operations[0]' },
  { what: 'a list', sent: [], named: 'Operations[0]' },
  { what: 'no operation', sent: {}, named: 'Operations[0]' },
  { what: 'an unknown operation', sent: { op: 'move', path: 'title', value: 'v' }, named: 'title' },
  { what: 'a path that is not a string', sent: { op: 'add', path: 5, value: 'v' }, named: 'Operations[0]' },
  { what: 'no value', sent: { op: 'add', path: 'title' }, named: 'title' },
  { what: 'a remove without a path', sent: { op: 'remove' }, named: 'Operations[0]' },
  { what: 'a string without a path', sent: { op: 'add', value: 'v' }, named: 'Operations[0]' },
  {
    what: 'a key that is not a path',
    sent: { op: 'add', value: { 'cost center': 'v' } },
    named: 'cost center',
  },
  { what: 'a key with a wrong value', sent: { op: 'add', value: { name: 5 } }, named: 'name' },
  {
    what: 'an attribute of an extension',
    sent: { op: 'add', value: { [ENTERPRISE_USER]: { department: {} } } },
    named: `${ENTERPRISE_USER}:department`,
  },
].map((row) => ({ ...row, named: row.named ?? (row.sent as { path: string }).path })); // others have a path

describe('together with a disable', () => {
  it.each(refused)('$what is left out, before it and after it', ({ sent, named }) => {
    const title = { op: 'replace', path: 'title', value: 'Chief' };
    for (const operations of [
      [sent, DISABLE, title],
      [sent, title, DISABLE],
    ]) {
      const { resource, leftOut, disables: isDisable } = tried(operations);
      expect(resource).toEqual({ ...ada, active: false, title: 'Chief' });
      expect(leftOut).toEqual([named]);
      expect(isDisable).toBe(true);
    }
  });

  it('each key of a value without a path is tried separately', () => {
    const value = { active: 'False', 'cost center': 'v', title: 'Chief', nickName: {} };
    expect(tried([{ op: 'replace', value }])).toEqual({
      resource: { ...ada, active: false, title: 'Chief' },
      leftOut: ['cost center', 'nickName'],
      disables: true,
    });
  });

  it('each attribute of an extension is tried separately', () => {
    const value = { [ENTERPRISE_USER]: { department: {}, costCenter: 'C1', nothing: 1 }, active: false };
    expect(tried([{ op: 'replace', value }])).toEqual({
      resource: { ...ada, active: false, [ENTERPRISE_USER]: { ...ada[ENTERPRISE_USER], costCenter: 'C1' } },
      leftOut: [`${ENTERPRISE_USER}:nothing`, `${ENTERPRISE_USER}:department`],
      disables: true,
    });
  });

  it('changes that make a user too large are left out, and the user is disabled', () => {
    const value = Array.from({ length: 30 }, (_, n) => ({ type: `t${n}`, value: 'x'.repeat(9_000) }));
    const { resource, leftOut } = tried([{ op: 'add', path: 'emails', value }, DISABLE]);
    expect(resource).toEqual({ ...ada, active: false });
    expect(leftOut).toEqual(['emails']);
  });
});

describe('a PATCH disables a user', () => {
  it.each<[string, readonly Json[], boolean]>([
    ['that sets active to false', [DISABLE], true],
    [
      'that sets active to true and then to false',
      [{ op: 'replace', path: 'active', value: true }, DISABLE],
      true,
    ],
    ['that sets active to false and then removes it', [DISABLE, { op: 'remove', path: 'active' }], true],
    [
      'that sets active to false before an invalid value',
      [DISABLE, { op: 'replace', path: 'active', value: 'maybe' }],
      true,
    ],
    ['but not one that enables in the end', [DISABLE, { op: 'replace', path: 'active', value: true }], false],
    ['but not one that removes active', [{ op: 'remove', path: 'active' }], false],
    ['but not one that clears it', [{ op: 'replace', path: 'active', value: '' }], false],
    ['but not one about something else', [{ op: 'replace', path: 'title', value: 'False' }], false],
  ])('%s', (_, operations, is) => {
    expect(tried(operations).disables).toBe(is);
  });

  it('but never a group', () => {
    expect(tried([DISABLE], { displayName: 'Deck' }, group.type).disables).toBe(false);
  });
});

describe('an absent active keeps a user disabled', () => {
  const disabled = { ...ada, active: false };

  it.each<[string, { op: string; path?: string; value?: Json }]>([
    ['a removal', { op: 'remove', path: 'active' }],
    ['a removal with a value', { op: 'remove', path: 'active', value: false }],
    ['null', { op: 'replace', path: 'active', value: null }],
    ['an empty text', { op: 'add', path: 'active', value: '' }],
    ['an empty text as a key', { op: 'replace', value: { active: '' } }],
  ])('%s changes nothing', (_, operation) => {
    expect(patch(type, disabled, [operation]).resource).toBe(disabled);
    expect(patch(type, ada, [operation]).resource).not.toHaveProperty('active');
  });
});

it('a disable is applied together with every operation that is not refused', { timeout: fuzzTime }, () => {
  const onOthers = anyOperations(type).filter((operation) => !JSON.stringify(operation).match(/active/i));
  const junk = hostileJson(fc.constantFrom('op', 'path', 'value', 'add', 'title', 'emails'));
  const any = fc.oneof({ weight: 3, arbitrary: onOthers }, { weight: 1, arbitrary: junk });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 5 }), fc.nat(5), (others, place) => {
      const operations = [...others.slice(0, place), DISABLE, ...others.slice(place)];
      const { resource, leftOut, disables: isDisable } = tried(deepFreeze([...operations] as Json[]));
      expect(isDisable).toBe(true);
      expect(resource['active']).toBe(false);
      // The expected result: each operation that is not refused, applied in order and by itself.
      let expected: JsonObject = ada;
      let isRefused = false;
      for (const operation of operations as Json[]) {
        try {
          expected = applyAlone(expected, operation);
        } catch (error) {
          if (!(error instanceof ScimError)) throw error;
          isRefused = true;
        }
      }
      // A value that is an object may be left out in part.
      const isWhole = others.every((other) => isObject(other) && !isObject(other['value']));
      expect(!isRefused || leftOut.length > 0).toBe(true);
      expect(!isWhole || sameJson(resource, expected)).toBe(true);
    }),
    fuzzRuns(300),
  );
});

function applyAlone(before: JsonObject, operation: Json): JsonObject {
  return patch(type, before, [operation as { op: string }], openParseContext({ unmapped: 'refuse' }))
    .resource;
}
