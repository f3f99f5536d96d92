import { describe, expect, it } from 'vitest';
import { personalToken, supportIssuedToken, adminEnabledToken, tabIssuedToken } from './token-flow.ts';
import { refusalToIssue, refusalToAccept, type TokenQuestion } from './token-refusal.ts';

const sold = supportIssuedToken({
  entitlement: 'flow-api',
  instructions: 'Write to Flow support.',
  overlapDays: 7,
});
const free = supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 });
const enabling = adminEnabledToken({
  where: 'Admin > Settings',
  enables: 'Entra provisioning',
  overlapDays: 7,
});
const tab = tabIssuedToken({ where: 'Admin > Users', enables: 'Enable provisioning', overlapDays: 7 });
const personal = personalToken({ where: 'Profile > Tokens', scope: 'Scim', otherScopes: ['Read'] });

const on = { enabled: true, entitlements: [] };
const off = { enabled: false, entitlements: [] };
const buyer = { enabled: true, entitlements: ['flow-api'] };

const ask = (asked: Omit<TokenQuestion, 'product'>): TokenQuestion => ({ ...asked, product: 'Contoso Flow' });

/** What a tenant lacks, what everybody is told of it, and what the customer and support are told to do about it. */
const LACKING: readonly (readonly [
  title: string,
  asked: Omit<TokenQuestion, 'product'>,
  words: readonly string[],
  remedy: { readonly customer: string; readonly support: string },
])[] = [
  [
    'support has switched off',
    { policy: free, tenant: off, scope: 'scim' },
    ['switched off for this Contoso Flow tenant'],
    { customer: 'Ask Contoso Flow support', support: '"scimwright tenant enable"' },
  ],
  [
    'is switched off, whatever it has bought',
    { policy: sold, tenant: { ...buyer, enabled: false }, scope: 'scim' },
    ['switched off'],
    { customer: 'Ask Contoso Flow support', support: '"scimwright tenant enable"' },
  ],
  [
    'that is not enabled',
    { policy: enabling, tenant: off, scope: 'scim' },
    ['off for this Contoso Flow tenant'],
    {
      customer: 'Admin > Settings > enable Entra provisioning.',
      support: 'Admin > Settings > enable Entra provisioning.',
    },
  ],
  [
    'is switched off although tokens are personal',
    { policy: personal, tenant: off, scope: 'Scim' },
    ['switched off for this Contoso Flow tenant'],
    { customer: 'Ask Contoso Flow support', support: '"scimwright tenant enable"' },
  ],
  [
    'has not bought what the flow asks for',
    { policy: sold, tenant: { enabled: true, entitlements: ['other'] }, scope: 'scim' },
    ['Contoso Flow', 'does not include flow-api'],
    { customer: 'Write to Flow support.', support: '"scimwright tenant set"' },
  ],
];

describe('a new token', () => {
  it.each([
    ['with what support asks for', { policy: sold, tenant: buyer, scope: 'scim' }],
    ['with nothing, where support asks for nothing', { policy: free, tenant: on, scope: 'scim' }],
    ['that was enabled', { policy: enabling, tenant: on, scope: 'scim' }],
    ['that is still off, where the token is made on a tab', { policy: tab, tenant: off, scope: 'scim' }],
    ['in any scope of personal tokens', { policy: personal, tenant: on, scope: 'Read' }],
  ])('may be issued to a tenant %s', (_, asked) => {
    expect(refusalToIssue(ask(asked))).toBeUndefined();
  });

  it.each(LACKING)('is not for a tenant that %s, and support is told what to do', (...row) => {
    const [, asked, words, { support }] = row;
    for (const word of [...words, support]) expect(refusalToIssue(ask(asked))).toContain(word);
    expect(refusalToIssue(ask(asked))).not.toMatch(/Write to Flow support|Ask the support/);
  });

  it('is refused for an unknown scope, and the refusal names the known ones', () => {
    const refusal = refusalToIssue(ask({ policy: personal, tenant: on, scope: 'Write' }));
    expect(refusal).toBe('Contoso Flow has no tokens of scope "Write". Choose Scim or Read.');
  });

  it('is made by enabling, as the refusal says, if the tenant has none', () => {
    const asked = ask({ policy: enabling, tenant: off, scope: 'scim' });
    expect(refusalToIssue(asked)).toContain('If the tenant has no working token, that makes one.');
    for (const reader of ['customer', 'support'] as const)
      expect(refusalToAccept(asked, reader)).not.toContain('makes');
  });
});

describe('a token', () => {
  it.each([
    ['with what support asks for', { policy: sold, tenant: buyer, scope: 'scim' }],
    ['that was enabled', { policy: enabling, tenant: on, scope: 'scim' }],
    ['that is switched on beside its token', { policy: tab, tenant: on, scope: 'scim' }],
    ['with a personal token of the right scope', { policy: personal, tenant: on, scope: 'Scim' }],
  ])('is accepted for a tenant %s', (_, asked) => {
    expect(refusalToAccept(ask(asked))).toBeUndefined();
  });

  it.each([
    ...LACKING,
    [
      'is off beside its token',
      { policy: tab, tenant: off, scope: 'scim' },
      ['off for this Contoso Flow tenant', 'Admin > Users > Enable provisioning'],
      { customer: '', support: '' },
    ],
    [
      'uses a personal token of another scope',
      { policy: personal, tenant: on, scope: 'Read' },
      ['has the scope Read', 'needs Scim', 'Profile > Tokens'],
      { customer: '', support: '' },
    ],
  ] satisfies typeof LACKING)('does not open that of a tenant that %s, and says what to do', (...row) => {
    const [, asked, words, remedy] = row;
    for (const reader of ['customer', 'support'] as const) {
      for (const word of [...words, remedy[reader]])
        expect(refusalToAccept(ask(asked), reader)).toContain(word);
    }
    expect(refusalToAccept(ask(asked))).toBe(refusalToAccept(ask(asked), 'customer'));
  });
});
