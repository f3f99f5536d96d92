export {
  attribute,
  defineSchema,
  ENTERPRISE_USER,
  ScimError,
  type AttributeDefinition,
  type MappingRow,
  type MappingRowOptions,
  type Schema,
  type SchemaDefinition,
} from '@scimwright/core';
export type { Connector, UserWish } from './connector.ts';
export type { ConnectorDemo, DemoPerson, DemoPlan } from './connector-demo.ts';
export type { ConnectorDefinition } from './connector-definition.ts';
export { defineConnector } from './define-connector.ts';
export type { EventHandler, Held, Incomplete, ScimEvent } from './events.ts';
export type { ResourceDefinition } from './resource-definition.ts';
export type {
  EventAddress,
  EventElement,
  EventEnterpriseUser,
  EventGroup,
  EventResource,
  EventUser,
} from './resource-shapes.ts';
export type { GroupOf, UserOf } from './rows-to-types.ts';
export {
  describeFaults,
  wrongSettings,
  type NoSettings,
  type SettingFault,
  type SettingsReading,
} from './settings-reading.ts';
export type { SingleRole } from './single-role.ts';
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
