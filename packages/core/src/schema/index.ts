export { findAttribute, type Attribute, type AttributeType, type Schema } from './attribute.ts';
export { commonAttributes } from './common-attributes.ts';
export { defineSchema, type AttributeDefinition, type SchemaDefinition } from './define-schema.ts';
export { enterpriseUserSchema } from './enterprise-user.ts';
export { groupSchema } from './group.ts';
export { isWritable } from './is-writable.ts';
export type { BoundPath, Index, MemberOf, Requirement, Slot, Target } from './resource-type.ts';
export { ENTERPRISE_USER, GROUP, RESOURCE_TYPE, SCHEMA, SERVICE_PROVIDER_CONFIG, USER } from './urn.ts';
export { userSchema } from './user.ts';
