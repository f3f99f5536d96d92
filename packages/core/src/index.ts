export { didYouMean } from './did-you-mean.ts';
export { ScimError, type ScimErrorCode } from './error.ts';
export { foldCase } from './fold.ts';
export { isStorable } from './is-storable.ts';
export { printable, printableJson } from './printable.ts';
export { isObject, sameJson, withKey, type Json, type JsonObject } from './json.ts';
export { shorten } from './shorten.ts';
export { unknownOption } from './unknown-option.ts';

export { departures, type CapturedRequest, type Departure, type DepartureId } from './dialect/departures.ts';
export { openParseContext, type UnmappedPolicy, type ParseContext } from './dialect/parse-context.ts';

export { findAttribute, type Attribute, type AttributeType, type Schema } from './schema/attribute.ts';
export { commonAttributes } from './schema/common-attributes.ts';
export { defineSchema, type AttributeDefinition, type SchemaDefinition } from './schema/define-schema.ts';
export { enterpriseUserSchema } from './schema/enterprise-user.ts';
export { groupSchema } from './schema/group.ts';
export { isWritable } from './schema/is-writable.ts';
export type {
  BoundPath,
  Index,
  MemberOf,
  Requirement,
  ResourceType,
  Slot,
  Target,
} from './schema/resource-type.ts';
export {
  ENTERPRISE_USER,
  GROUP,
  RESOURCE_TYPE,
  SCHEMA,
  SERVICE_PROVIDER_CONFIG,
  USER,
} from './schema/urn.ts';
export { userSchema } from './schema/user.ts';

export type { AttributePath } from './path/ast.ts';
export { bindExtension, bindPath } from './path/bind.ts';
export { parseAttributePath } from './path/parse.ts';
export { printAttributePath } from './path/print.ts';

export type { BoundFilter, CompareOp, Filter, Literal, ParsedFilter } from './filter/ast.ts';
export { compareOps } from './filter/ast.ts';
export { bindElementFilter, bindFilter } from './filter/bind.ts';
export { compareKey, orderKeys, type CompareKey } from './filter/compare-key.ts';
export { compareText } from './filter/compare-text.ts';
export { hideOperands, hidePathOperands } from './filter/hide-operands.ts';
export { parseFilter } from './filter/parse.ts';
export { parseValuePath, type ValuePath } from './filter/parse-value-path.ts';
export { printFilter } from './filter/print.ts';
export { readValues, toPredicate } from './filter/to-predicate.ts';

export { parseResource, type ParsedResource } from './resource/parse-resource.ts';
export { parseMembers } from './resource/parse-members.ts';
export { checkResourceSize } from './resource/check-growth.ts';
export { changedPaths } from './resource/changed-paths.ts';
export { checkKeyLengths, checkResource, missingPaths } from './resource/check.ts';
export { indexDefinition } from './resource/index-definition.ts';
export { indexEntries, type IndexEntry } from './resource/index-entries.ts';
export { keepDisabled } from './resource/keep-disabled.ts';
export { attributeOfPath, restoreAttribute } from './resource/restore-attribute.ts';
export { keepImmutable, type ImmutableRule } from './resource/keep-immutable.ts';
export { findLookup, findsAtMostOne, lookupPaths, type Lookup } from './resource/lookup.ts';
export {
  defaultProjection,
  parseProjection,
  project,
  showsAttribute,
  type Projection,
} from './resource/project.ts';
export { coversPath } from './resource/covers-path.ts';
export type { NamedPaths } from './resource/named-paths.ts';
export { referencesTo } from './resource/references-to.ts';
export type { Member, Resource } from './resource/resource.ts';
export { searchText } from './resource/search-document.ts';
export { parseSort, sortKey, type Sort } from './resource/sort.ts';
export { indexKey, readTarget, targetAttribute } from './resource/target.ts';
export { writtenByResource } from './resource/written-paths.ts';

export { bulkOrder } from './message/bulk-order.ts';
export { BULK_PREFIX, bulkReferences, resolveBulkReferences } from './message/bulk-references.ts';
export { parseBulkRequest, type BulkOperation, type BulkRequest } from './message/bulk-request.ts';
export { bulkResponse, type BulkResponse, type BulkResult } from './message/bulk-response.ts';
export { errorResponse, type ErrorResponse } from './message/error-response.ts';
export { listResponse, type ListResponse } from './message/list-response.ts';
export { parsePatchOp } from './message/patch-op.ts';
export { BULK_REQUEST, BULK_RESPONSE, ERROR, LIST_RESPONSE, PATCH_OP } from './message/urn.ts';

export { applyPatch, type Patched } from './patch/apply.ts';
export type { BoundOperation, MemberDelta, PatchOperation, PatchOpName } from './patch/ast.ts';
export { bindPatch } from './patch/bind.ts';
export { decodePatch } from './patch/decode.ts';
export { memberDeltas, emptyDelta, changesMembers } from './patch/member-delta.ts';
export {
  applyLeniently,
  canLeaveOut,
  disables,
  parsePatchLeniently,
  type LenientResult,
  type LenientPatch,
} from './patch/lenient-patch.ts';
export { writtenByPatch } from './patch/written-by-patch.ts';

export { defaultGroupMapping, defaultUserMapping } from './profile/default-mapping.ts';
export { defineProfile, type MappingProfile } from './profile/mapping-profile.ts';
export {
  attribute,
  type BoundRow,
  type MappingRow,
  type MappingRowOptions,
  type ProfileDefinition,
} from './profile/mapping-row.ts';
