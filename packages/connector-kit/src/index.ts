export {
  attribute,
  defineSchema,
  ScimError,
  type AttributeDefinition,
  type MappingRow,
  type MappingRowOptions,
  type Schema,
  type SchemaDefinition,
} from '@scimwright/core';
export type { Connector, UserWish } from './connector.ts';
export type { ConnectorDemo, DemoPerson, DemoPlan } from './connector-demo.ts';
export { defineConnector, type ConnectorDefinition } from './define-connector.ts';
export type {
  EventAddress,
  EventElement,
  EventEnterpriseUser,
  EventGroup,
  EventHandler,
  EventResource,
  EventUser,
  ScimEvent,
} from './events.ts';
export type { ResourceDefinition } from './resource-definition.ts';
export type { RolePolicy, SinglePrimaryRole } from './role-policy.ts';
export {
  describeFaults,
  wrongSettings,
  type SettingFault,
  type SettingsReading,
} from './settings-reading.ts';
export {
  neededEntitlements,
  personalToken,
  startsEnabled,
  supportIssuedToken,
  tokenByEnabling,
  tokenOnTab,
  tokenScopes,
  type PersonalToken,
  type SupportIssuedToken,
  type TokenByEnabling,
  type TokenOnTab,
  type TokenPolicy,
} from './token-policy.ts';
export {
  issueRefusal,
  useRefusal,
  type RefusalReader,
  type TokenHolder,
  type TokenQuestion,
} from './token-refusal.ts';
export { userRoles, type UserRole } from './user-roles.ts';
