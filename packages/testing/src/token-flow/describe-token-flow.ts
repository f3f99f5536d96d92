import { describe } from 'vitest';
import type { ConnectorSuite } from '../connector/connector-suite.ts';
import { describeEnabling } from './describe-enabling.ts';
import { describeEntitlement } from './describe-entitlement.ts';
import { describePersonal } from './describe-personal.ts';
import { describeRotation } from './describe-rotation.ts';
import { describeSecret } from './describe-secret.ts';
import { describeSwitch } from './describe-switch.ts';
import { describeTab } from './describe-tab.ts';
import { describeTenantInToken } from './describe-tenant-in-token.ts';
import { describeTenantInUrl } from './describe-tenant-in-url.ts';
import { tokenFlowSuite, type TokenFlowSuite } from './token-flow-suite.ts';

/**
 * Tests the tokens of a connector's token flow, and the refusals of wrong tokens.
 *
 * | tests        | which connectors                          |
 * | ------------ | ----------------------------------------- |
 * | secret       | all                                       |
 * | rotation     | all, by the flow's `maxTokens` and `overlapDays` |
 * | switch       | all, by the words of the flow             |
 * | tenant       | by whether the path has `:tenant`         |
 * | entitlement  | `support-issued` with an entitlement      |
 * | enabling     | `enabled-by-admin`                        |
 * | tab          | `made-on-tab`                             |
 * | scopes       | `personal`                                |
 */
export function describeTokenFlow(suite: ConnectorSuite): void {
  const tokens = tokenFlowSuite(suite);
  describe('the secret token', () => {
    describeSecret(tokens);
    describeRotation(tokens);
    describeSwitch(tokens);
    if (suite.connector.path.includes(':tenant')) describeTenantInUrl(tokens);
    else describeTenantInToken(tokens);
    describeKind(tokens);
  });
}

/** Tests for one kind of flow only. */
function describeKind(suite: TokenFlowSuite): void {
  const { token: policy } = suite.connector;
  switch (policy.kind) {
    case 'support-issued':
      if (policy.entitlement !== undefined) describeEntitlement(suite, policy);
      return;
    case 'enabled-by-admin':
      return describeEnabling(suite, policy);
    case 'made-on-tab':
      return describeTab(suite, policy);
    case 'personal':
      return describePersonal(suite, policy);
    default:
      policy satisfies never;
  }
}
