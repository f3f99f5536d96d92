export { departures, type CapturedRequest, type Departure, type DepartureId } from './dialect/departures.ts';
export { openParseContext, type UnmappedPolicy, type ParseContext } from './dialect/parse-context.ts';
export { ScimError, type ScimErrorCode } from './error.ts';
export { compareText } from './filter/compare-text.ts';
export { foldCase } from './fold.ts';
export { isStorable } from './is-storable.ts';
export { isObject, sameJson, withKey, type Json, type JsonObject } from './json.ts';
export { checkResource } from './resource/check.ts';
export { parseResource, type ParsedResource } from './resource/parse-resource.ts';
export {
  defaultProjection,
  parseProjection,
  project,
  showsAttribute,
  type Projection,
} from './resource/project.ts';
export type { Member, Resource } from './resource/resource.ts';
export type { ResourceType } from './schema/resource-type.ts';
export { shorten } from './shorten.ts';
export { printable, printableJson } from './printable.ts';
