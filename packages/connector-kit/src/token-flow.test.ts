import { describe, expect, it } from 'vitest';
import {
  neededEntitlements,
  personalToken,
  isEnabledByDefault,
  supportIssuedToken,
  adminEnabledToken,
  tabIssuedToken,
  tokenScopes,
} from './token-flow.ts';

const sold = supportIssuedToken({ entitlement: 'flow-api', instructions: 'Write to us.', overlapDays: 7 });
const free = supportIssuedToken({ instructions: 'Write to us.', overlapDays: 7 });
const enabling = adminEnabledToken({ where: 'Admin', enables: 'Provisioning', overlapDays: 7 });
const tab = tabIssuedToken({ where: 'Admin > Users', enables: 'Enable', overlapDays: 7 });
const personal = personalToken({ where: 'Profile', scope: 'Scim', otherScopes: ['Read'] });

describe('a token flow', () => {
  it.each([
    ['in which support issues the token', free, true],
    ['of personal tokens', personal, true],
    ['in which enabling makes the token', enabling, false],
    ['in which a tab has the token and a switch', tab, false],
  ])('%s decides whether a new tenant is enabled', (_, policy, expected) => {
    expect(isEnabledByDefault(policy)).toBe(expected);
  });

  it.each([
    ['in which support issues the token', sold, ['scim']],
    ['in which enabling makes the token', enabling, ['scim']],
    ['in which a tab has the token and a switch', tab, ['scim']],
    ['of personal tokens', personal, ['Scim', 'Read']],
  ])('%s has its scopes, first the one that provisioning needs', (_, policy, scopes) => {
    expect(tokenScopes(policy)).toEqual(scopes);
  });

  it.each([
    ['names', sold, ['flow-api']],
    ['leaves out', free, []],
    ['cannot name', personal, []],
  ])('needs the entitlement that it %s', (_, policy, entitlements) => {
    expect(neededEntitlements(policy)).toEqual(entitlements);
  });

  it.each([
    ['two tokens, of which the old one ends after the overlap', sold, { maxTokens: 2, overlapDays: 7 }],
    ['two tokens if enabling makes the first', enabling, { maxTokens: 2, overlapDays: 7 }],
    ['two tokens on a tab', tab, { maxTokens: 2, overlapDays: 7 }],
    ['ten personal tokens, none of which ends another', personal, { maxTokens: 10, overlapDays: undefined }],
    [
      'as many personal tokens as its option says',
      personalToken({ where: 'Profile', scope: 'Scim', maxTokens: 3 }),
      { maxTokens: 3, overlapDays: undefined },
    ],
  ])('has %s', (_, policy, limits) => {
    expect(policy).toMatchObject(limits);
  });
});
