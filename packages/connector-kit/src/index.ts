export { ScimError } from '@scimwright/core';
export { attribute, type MappingRow, type MappingRowOptions } from '@scimwright/core/profile';
export {
  defineSchema,
  ENTERPRISE_USER,
  type AttributeDefinition,
  type Schema,
  type SchemaDefinition,
} from '@scimwright/core/schema';
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
export type { NoSettings, ParsedSettings, SettingFault } from './parsed-settings.ts';
export type { SingleRole } from './single-role.ts';
export {
  personalToken,
  supportIssuedToken,
  adminEnabledToken,
  tabIssuedToken,
  type PersonalToken,
  type SupportIssuedToken,
  type AdminEnabledToken,
  type TabIssuedToken,
  type TokenFlow,
} from './token-flow.ts';

export { userRoles, type UserRole } from './user-roles.ts';
