import type { MappingRow } from '@scimwright/core/profile';
import type { TokenFlow } from './token-flow.ts';

/**
 * The assumptions of a definition: those of its rows, its single role and its token flow, then its own. Each is listed
 * once.
 */
export function assumptionsOf({
  users,
  groups = [],
  singleRole,
  token,
  assumptions = [],
}: {
  readonly users: readonly MappingRow[];
  readonly groups?: readonly MappingRow[];
  readonly singleRole?: { readonly assumed?: string };
  readonly token: TokenFlow;
  readonly assumptions?: readonly string[];
}): readonly string[] {
  const ofParts = [...users, ...groups, singleRole].flatMap((part) => part?.assumed ?? []);
  return [...new Set([...ofParts, ...token.assumptions, ...assumptions])];
}
