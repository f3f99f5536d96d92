export { attribute, ScimError, type MappingRow, type MappingRowOptions } from '@scimwright/core';
export type { Connector } from './connector.ts';
export { defineConnector, type ConnectorDefinition } from './define-connector.ts';
export type { RolePolicy, SinglePrimaryRole } from './role-policy.ts';
export {
  MOST_LIVE_TOKENS,
  neededEntitlements,
  supportIssuedToken,
  tokenRefusal,
  type SupportIssuedToken,
  type TokenHolder,
  type TokenPolicy,
} from './token-policy.ts';
