import { describe, expect, it } from 'vitest';
import { personalToken, supportIssuedToken, tokenByEnabling, tokenOnTab } from './token-policy.ts';
import { issueRefusal, useRefusal, type TokenQuestion } from './token-refusal.ts';

const sold = supportIssuedToken({
  entitlement: 'flow-api',
  instructions: 'Write to Flow support.',
  overlapDays: 7,
});
const free = supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 });
const enabling = tokenByEnabling({
  where: 'Admin > Settings',
  enables: 'Entra provisioning',
  overlapDays: 7,
});
const tab = tokenOnTab({ where: 'Admin > Users', enables: 'Enable provisioning', overlapDays: 7 });
const personal = personalToken({ where: 'Profile > Tokens', scope: 'Scim', otherScopes: ['Read'] });

const on = { enabled: true, entitlements: [] };
const off = { enabled: false, entitlements: [] };
const buyer = { enabled: true, entitlements: ['flow-api'] };

type Case = readonly [title: string, asked: Omit<TokenQuestion, 'product'>, words: readonly string[]];

const ask = (asked: Omit<TokenQuestion, 'product'>): TokenQuestion => ({ ...asked, product: 'Contoso Flow' });

const OFF: readonly Case[] = [
  [
    'support has switched off',
    { policy: free, tenant: off, scope: 'scim' },
    ['switched off for this Contoso Flow tenant', 'Ask the support of Contoso Flow'],
  ],
  [
    'is switched off, whatever it has bought',
    { policy: sold, tenant: { ...buyer, enabled: false }, scope: 'scim' },
    ['switched off', 'Ask the support of Contoso Flow'],
  ],
  [
    'nobody has enabled',
    { policy: enabling, tenant: off, scope: 'scim' },
    ['off for this Contoso Flow tenant', 'Admin > Settings > enable Entra provisioning'],
  ],
  [
    'is switched off although tokens are personal',
    { policy: personal, tenant: off, scope: 'Scim' },
    ['switched off for this Contoso Flow tenant', 'Ask the support of Contoso Flow'],
  ],
];

const NOT_BOUGHT: readonly Case[] = [
  [
    'has not bought what the flow asks for',
    { policy: sold, tenant: { enabled: true, entitlements: ['other'] }, scope: 'scim' },
    ['Contoso Flow', 'does not include flow-api', 'Write to Flow support.'],
  ],
];

describe('a new token', () => {
  it.each([
    ['with what support asks for', { policy: sold, tenant: buyer, scope: 'scim' }],
    ['with nothing, where support asks for nothing', { policy: free, tenant: on, scope: 'scim' }],
    ['that was enabled', { policy: enabling, tenant: on, scope: 'scim' }],
    ['that is still off, where the token is made on a tab', { policy: tab, tenant: off, scope: 'scim' }],
    ['in any scope of personal tokens', { policy: personal, tenant: on, scope: 'Read' }],
  ])('is for a tenant %s', (_, asked) => {
    expect(issueRefusal(ask(asked))).toBeUndefined();
  });

  it.each([
    ...OFF,
    ...NOT_BOUGHT,
    [
      'wants a scope that there is not',
      { policy: personal, tenant: on, scope: 'Write' },
      ['Contoso Flow', '"Write"', 'Choose Scim or Read.'],
    ],
  ] satisfies readonly Case[])('is not for a tenant that %s, and the refusal says what to do', (...row) => {
    const [, asked, words] = row;
    for (const word of words) expect(issueRefusal(ask(asked))).toContain(word);
  });
});

describe('a token', () => {
  it.each([
    ['with what support asks for', { policy: sold, tenant: buyer, scope: 'scim' }],
    ['that was enabled', { policy: enabling, tenant: on, scope: 'scim' }],
    ['that is switched on beside its token', { policy: tab, tenant: on, scope: 'scim' }],
    ['with a personal token of the right scope', { policy: personal, tenant: on, scope: 'Scim' }],
  ])('opens the endpoint of a tenant %s', (_, asked) => {
    expect(useRefusal(ask(asked))).toBeUndefined();
  });

  it.each([
    ...OFF,
    ...NOT_BOUGHT,
    [
      'is off beside its token',
      { policy: tab, tenant: off, scope: 'scim' },
      ['off for this Contoso Flow tenant', 'Admin > Users > Enable provisioning'],
    ],
    [
      'uses a personal token of another scope',
      { policy: personal, tenant: on, scope: 'Read' },
      ['has the scope Read', 'needs Scim', 'Profile > Tokens'],
    ],
  ] satisfies readonly Case[])(
    'does not open that of a tenant that %s, and the refusal says what to do',
    (...row) => {
      const [, asked, words] = row;
      for (const word of words) expect(useRefusal(ask(asked))).toContain(word);
    },
  );
});
