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

/** Tenants that get no token, with words of every refusal, and the remedies for the customer and for support. */
const LACKING: readonly (readonly [
  title: string,
  asked: Omit<TokenQuestion, 'product'>,
  words: readonly string[],
  remedy: { readonly customer: string; readonly support: string },
])[] = [
  [
    'is switched off',
    { policy: free, tenant: off, scope: 'scim' },
    ['switched off for this Contoso Flow tenant'],
    { customer: 'Ask Contoso Flow support', support: '"scimwright tenant enable"' },
  ],
  [
    'is switched off although it has the entitlement',
    { policy: sold, tenant: { ...buyer, enabled: false }, scope: 'scim' },
    ['switched off'],
    { customer: 'Ask Contoso Flow support', support: '"scimwright tenant enable"' },
  ],
  [
    'is not enabled',
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
    'lacks the entitlement',
    { policy: sold, tenant: { enabled: true, entitlements: ['other'] }, scope: 'scim' },
    ['Contoso Flow', 'does not include flow-api'],
    { customer: 'Write to Flow support.', support: '"scimwright tenant set"' },
  ],
];

describe('a new token', () => {
  it.each([
    ['with the entitlement', { policy: sold, tenant: buyer, scope: 'scim' }],
    ['without an entitlement, if the flow needs none', { policy: free, tenant: on, scope: 'scim' }],
    ['that was enabled', { policy: enabling, tenant: on, scope: 'scim' }],
    ['that is still off, if a tab makes the token', { policy: tab, tenant: off, scope: 'scim' }],
    ['with personal tokens, in any scope', { policy: personal, tenant: on, scope: 'Read' }],
  ])('may be issued to a tenant %s', (_, asked) => {
    expect(refusalToIssue(ask(asked))).toBeUndefined();
  });

  it.each(LACKING)('is refused for a tenant that %s, with the remedy for support', (...row) => {
    const [, asked, words, { support }] = row;
    for (const word of [...words, support]) expect(refusalToIssue(ask(asked))).toContain(word);
    expect(refusalToIssue(ask(asked))).not.toMatch(/Write to Flow support|Ask the support/);
  });

  it('is refused for an unknown scope, and the refusal names the known ones', () => {
    const refusal = refusalToIssue(ask({ policy: personal, tenant: on, scope: 'Write' }));
    expect(refusal).toBe('Contoso Flow has no tokens of scope "Write". Choose Scim or Read.');
  });

  it('of a flow by enabling is refused with the advice to enable, which makes one', () => {
    const asked = ask({ policy: enabling, tenant: off, scope: 'scim' });
    expect(refusalToIssue(asked)).toContain('If the tenant has no working token, that makes one.');
    for (const reader of ['customer', 'support'] as const)
      expect(refusalToAccept(asked, reader)).not.toContain('makes');
  });
});

describe('a token', () => {
  it.each([
    ['with the entitlement', { policy: sold, tenant: buyer, scope: 'scim' }],
    ['that was enabled', { policy: enabling, tenant: on, scope: 'scim' }],
    ['that is switched on in the tab', { policy: tab, tenant: on, scope: 'scim' }],
    ['with a personal token of the right scope', { policy: personal, tenant: on, scope: 'Scim' }],
  ])('is accepted for a tenant %s', (_, asked) => {
    expect(refusalToAccept(ask(asked))).toBeUndefined();
  });

  it.each([
    ...LACKING,
    [
      'is switched off in the tab',
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
  ] satisfies typeof LACKING)('is refused for a tenant that %s, with the remedy for the reader', (...row) => {
    const [, asked, words, remedy] = row;
    for (const reader of ['customer', 'support'] as const) {
      for (const word of [...words, remedy[reader]])
        expect(refusalToAccept(ask(asked), reader)).toContain(word);
    }
    expect(refusalToAccept(ask(asked))).toBe(refusalToAccept(ask(asked), 'customer'));
  });
});
