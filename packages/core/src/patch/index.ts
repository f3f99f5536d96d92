export { applyPatch, type Patched } from './apply.ts';
export type { BoundOperation, MemberDelta, PatchOperation, PatchOpName } from './ast.ts';
export { bindPatch } from './bind.ts';
export { decodePatch } from './decode.ts';
export {
  applyLeniently,
  canLeaveOut,
  disables,
  parsePatchLeniently,
  type LenientResult,
  type LenientPatch,
} from './lenient-patch.ts';
export { memberDeltas, emptyDelta, changesMembers } from './member-delta.ts';
export { writtenByPatch } from './written-by-patch.ts';
