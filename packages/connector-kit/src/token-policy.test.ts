import { describe, expect, it } from 'vitest';
import { neededEntitlements, supportIssuedToken, tokenRefusal } from './token-policy.ts';

const sold = supportIssuedToken({
  entitlement: 'flow-api',
  instructions: 'Write to Flow support.',
  overlapDays: 7,
});
const free = supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 });

describe('a token that support issues', () => {
  it.each([
    ['with what it needs', sold, { enabled: true, entitlements: ['flow-api'] }],
    ['with nothing, where nothing is needed', free, { enabled: true, entitlements: [] }],
  ])('is for a tenant %s', (_, policy, tenant) => {
    expect(tokenRefusal(policy, 'Contoso Flow', tenant)).toBeUndefined();
  });

  it.each([
    [
      'without the entitlement',
      sold,
      { enabled: true, entitlements: ['other'] },
      'does not include flow-api',
      'Write to Flow support.',
    ],
    [
      'that is switched off',
      free,
      { enabled: false, entitlements: [] },
      'switched off',
      'Ask the support of Contoso Flow',
    ],
    [
      'that is switched off, whatever it has bought',
      sold,
      { enabled: false, entitlements: ['flow-api'] },
      'switched off',
      'switch it on',
    ],
  ])('is not for a tenant %s, and the refusal says what to do', (_, policy, tenant, words, remedy) => {
    const refusal = tokenRefusal(policy, 'Contoso Flow', tenant);
    expect(refusal).toContain(words);
    expect(refusal).toContain('Contoso Flow');
    expect(refusal).toContain(remedy);
  });

  it('needs the entitlement that it names, or none', () => {
    expect([neededEntitlements(sold), neededEntitlements(free)]).toEqual([['flow-api'], []]);
  });
});
