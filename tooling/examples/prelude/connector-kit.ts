import type { TokenFlow } from '../../../packages/connector-kit/src/index.ts';

export const policy: TokenFlow = {
  kind: 'support-issued',
  entitlement: 'user-api',
  instructions: 'Ask support to enable provisioning.',
  overlapDays: 7,
  maxTokens: 2,
  linkHours: 72,
  assumptions: [],
};
