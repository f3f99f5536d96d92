import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { JsonObject } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { complex, string, type Schema } from '../schema/attribute.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { patch, type Operation } from './patch.fixture.ts';

/** Users of a product with read-only sub-attributes in its extension. */
const doors = (() => {
  const floor = string('floor', '', { mutability: 'readOnly' });
  const custom: Schema = {
    id: 'urn:example:ext:Custom:2.0:User',
    name: 'Custom',
    description: 'Custom',
    attributes: [
      string('badge', ''),
      string('door', '', { mutability: 'readOnly' }),
      complex('desk', '', [string('number', ''), floor]),
      complex('keys', '', [string('type', ''), floor], { multiValued: true }),
    ],
  };
  const rows = custom.attributes.map(({ name, type }) =>
    attribute(`${custom.id}:${name}`, type, { unmapped: true }),
  );
  const { type } = defineProfile({ ...userDefinition(rows), extensions: [custom] });
  const values = {
    badge: '1',
    door: 'A',
    desk: { number: '1', floor: 'first' },
    keys: [{ type: 'main', floor: 'first' }],
  };
  return { type, urn: custom.id, before: { [custom.id]: values } };
})();

describe('a whole extension (AMB-11)', () => {
  const before: JsonObject = {
    userName: 'ada',
    [ENTERPRISE_USER]: { department: 'Ops', costCenter: '7', manager: { value: '1' } },
  };
  const { type } = wholeUser;
  const after = (operation: Operation) => patch(type, before, [operation]).resource[ENTERPRISE_USER];

  it.each<{ why: string; operation: Operation; is: JsonObject | undefined }>([
    {
      why: 'remove removes the container',
      operation: { op: 'remove', path: ENTERPRISE_USER },
      is: undefined,
    },
    { why: 'so does null', operation: { op: 'replace', path: ENTERPRISE_USER, value: null }, is: undefined },
    {
      why: 'add merges',
      operation: { op: 'add', path: ENTERPRISE_USER, value: { department: 'Dock', division: 'N' } },
      is: { department: 'Dock', costCenter: '7', manager: { value: '1' }, division: 'N' },
    },
    {
      why: 'replace changes only the named attributes',
      operation: {
        op: 'replace',
        path: ENTERPRISE_USER.toUpperCase(),
        value: { DEPARTMENT: 'Dock', costCenter: null },
      },
      is: { department: 'Dock', manager: { value: '1' } },
    },
    {
      why: 'as a key of a map',
      operation: { op: 'add', value: { [ENTERPRISE_USER]: { costCenter: '8' } } },
      is: { department: 'Ops', costCenter: '8', manager: { value: '1' } },
    },
    {
      why: 'null as the value of a key',
      operation: { op: 'replace', value: { [ENTERPRISE_USER]: null } },
      is: undefined,
    },
    {
      why: 'a complex attribute with its URN is not an extension',
      operation: { op: 'add', value: { [`${ENTERPRISE_USER}:manager`]: { value: '2' } } },
      is: { department: 'Ops', costCenter: '7', manager: { value: '2' } },
    },
  ])('$why', ({ operation, is }) => {
    expect(after(operation)).toEqual(is);
  });

  it.each(['x', 5, ['x'], true])('%o is not an extension', (value) => {
    const refusal = refusalOf(() => after({ op: 'replace', path: ENTERPRISE_USER, value }));
    expect(refusal).toMatchObject({ code: 'invalidValue', path: ENTERPRISE_USER });
  });

  it('keeps its read-only attributes', () => {
    const { type, before, urn } = doors;
    const replaced = patch(type, before, [{ op: 'replace', path: urn, value: { badge: '2', door: 'B' } }]);
    expect(replaced.resource).toEqual({ [urn]: { ...before[urn], badge: '2' } });
    const removed = patch(type, before, [{ op: 'remove', path: urn }]);
    expect(removed.resource).toEqual({ [urn]: { door: 'A' } });
  });
});

describe('a read-only sub-attribute', () => {
  const { type, before, urn } = doors;

  it('stays when its value is changed', () => {
    const value = { number: '2', floor: 'top' };
    expect(patch(type, before, [{ op: 'replace', path: `${urn}:desk`, value }]).resource).toEqual({
      [urn]: { ...before[urn], desk: { number: '2', floor: 'first' } },
    });
  });

  it.each(['desk.floor', 'keys[type eq "main"].floor', 'keys.floor'])('cannot be changed as %s', (tail) => {
    const operation = { op: 'replace', path: `${urn}:${tail}`, value: 'top' };
    const context = openParseContext();
    expect(patch(type, before, [operation], context).resource).toBe(before);
    expect([...context.ignored]).toEqual([operation.path]);
    const refusing = openParseContext({ unmapped: 'refuse' });
    expect(refusalOf(() => patch(type, before, [operation], refusing)).code).toBe('mutability');
  });
});
