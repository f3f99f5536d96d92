export { didYouMean } from '../did-you-mean.ts';
export { defaultGroupMapping, defaultUserMapping } from './default-mapping.ts';
export { defineProfile, type MappingProfile } from './mapping-profile.ts';
export {
  attribute,
  type BoundRow,
  type MappingRow,
  type MappingRowOptions,
  type ProfileDefinition,
} from './mapping-row.ts';
export { unknownOption } from '../unknown-option.ts';
