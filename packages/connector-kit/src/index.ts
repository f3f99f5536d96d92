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
export type { Connector, UserAdmission } from './connector.ts';
export type { ConnectorDemo, DemoPerson, DemoPlan } from './connector-demo.ts';
export type { ConnectorDefinition } from './connector-definition.ts';
export { defineConnector } from './define-connector.ts';
export type { EventHandler, StoredResource, Incomplete, ScimEvent } from './events.ts';
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
  describeWrongSettings,
  type NoSettings,
  type SettingFault,
  type ParsedSettings,
} from './parsed-settings.ts';
export type { SingleRole } from './single-role.ts';
export {
  neededEntitlements,
  personalToken,
  isEnabledByDefault,
  supportIssuedToken,
  adminEnabledToken,
  tabIssuedToken,
  tokenScopes,
  type PersonalToken,
  type SupportIssuedToken,
  type AdminEnabledToken,
  type TabIssuedToken,
  type TokenFlow,
} from './token-flow.ts';
export {
  refusalToIssue,
  refusalToAccept,
  type RefusalReader,
  type TokenTenant,
  type TokenQuestion,
} from './token-refusal.ts';
export { userRoles, type UserRole } from './user-roles.ts';
