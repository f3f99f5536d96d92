import { expect, it } from 'vitest';
import { wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { coversPath } from './covers-path.ts';

it.each<[string, string, boolean]>([
  ['title', 'title', true],
  ['TITLE', 'title', true],
  ['title', 'displayName', false],
  ['emails', 'emails[type eq "work"].value', true],
  ['emails[type eq "work"]', 'emails[type eq "work"].value', true],
  ['emails[type eq "work"].value', 'EMAILS[TYPE eq "Work"].value', true],
  ['emails[type eq "work"].display', 'emails[type eq "work"].value', false],
  ['emails[type eq "work"].value', 'emails[type eq "home"].value', false],
  ['emails[type eq "work"].value', 'emails[primary eq true].value', false],
  ['emails[type eq "work"].value', 'emails', false],
  ['name', 'name.givenName', true],
  ['name.givenName', 'name', false],
  ['name.givenName', 'name.familyName', false],
  ['department', `${ENTERPRISE_USER}:department`, true],
  ['cost center', 'cost center', false],
  ['urn:foo', 'urn:foo', false],
])('a write of %s writes all of %s: %s', (wrote, path, is) => {
  expect(coversPath(wrote, path, wholeUser.type)).toBe(is);
});
