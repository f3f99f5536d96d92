import { expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { bindPath } from '../path/bind.ts';
import { parseAttributePath } from '../path/parse.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { parseValue } from './parse-value.ts';

const CONTROLS = ['\u0001', '\t', '\n', '\u001b', '\u007f', '\u0085', '\u009b'];

const parse = ({ type }: typeof wholeUser, path: string, value: string): unknown => {
  const parsed = parseAttributePath(path);
  const bound = parsed && bindPath(parsed, type, openParseContext());
  if (bound === undefined) throw new Error(`${path} is not a path`);
  return parseValue(bound.sub ?? bound.attribute, value, path, type, openParseContext());
};

it.each([
  ['a userName', wholeUser, 'userName'],
  ['an externalId of a user', wholeUser, 'externalId'],
  ["a group's displayName", group, 'displayName'],
  ['an externalId of a group', group, 'externalId'],
])('%s must not have control characters, because it is printed', (_, profile, path) => {
  for (const control of CONTROLS) {
    const refusal = refusalOf(() => parse(profile, path, `ada${control}`));
    expect(refusal).toMatchObject({ scimType: 'invalidValue', path });
    expect(refusal.message).toContain('control character');
  }
  expect(parse(profile, path, 'Søren 李 😀')).toBe('Søren 李 😀');
});

it.each([
  ["a user's displayName", 'displayName'],
  ['a givenName', 'name.givenName'],
  ['a department', `${ENTERPRISE_USER}:department`],
])('%s is stored as sent', (_, path) => {
  for (const control of CONTROLS) expect(parse(wholeUser, path, `ada${control}`)).toBe(`ada${control}`);
});
