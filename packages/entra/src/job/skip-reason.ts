/** Why nothing is sent for an object. The first three are Entra's words. */
export type SkipReason =
  | 'RedundantExport'
  | 'NotEffectivelyEntitled'
  | 'RedundantSoftDelete'
  /** The mapping has no flow for what would have to be done. */
  | 'FlowTypeOff';
