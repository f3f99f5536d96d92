import { describe, expect, it } from 'vitest';
import { hideTokens } from './hide-tokens.ts';

const target = {
  tenantUrl: 'https://scim.example/contoso/scim/v2',
  secretToken: 'scimw_Tove/Lindqvist',
  other: { tenantUrl: 'https://scim.example/fabrikam/scim/v2', secretToken: 'another-token' },
  userToken: 'short',
};

describe('hideTokens', () => {
  it.each([
    { as: 'it is', text: 'Bearer scimw_Tove/Lindqvist is unknown', hidden: 'Bearer [token] is unknown' },
    { as: 'in capitals', text: 'SCIMW_TOVE/LINDQVIST', hidden: '[token]' },
    { as: 'inside a URL', text: '?t=scimw_Tove%2FLindqvist&a=1', hidden: '?t=[token]&a=1' },
    { as: 'inside Basic', text: `Basic ${btoa('x:scimw_Tove/Lindqvist')}`, hidden: 'Basic [token]' },
    { as: 'cut off', text: 'Bearer scimw_Tove/Lin', hidden: 'Bearer [token]' },
    { as: 'of another tenant', text: 'another-token', hidden: '[token]' },
    { as: 'a short one', text: 'a short one', hidden: 'a [token] one' },
    { as: 'none', text: 'scimw_ begins every token', hidden: 'scimw_ begins every token' },
  ])('$as', ({ text, hidden }) => {
    expect(hideTokens(text, target)).toBe(hidden);
  });
});
