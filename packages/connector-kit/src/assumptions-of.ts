import type { MappingRow } from '@scimwright/core';
import type { TokenPolicy } from './token-policy.ts';

/**
 * All that a definition decided where the tutorial is silent: of its rows, its single role and its token flow, then of
 * itself. Each sentence is there once.
 *
 * @example
 * assumptionsOf({ users: [attribute('title', 'string', { assumed: 'Titles are our reading.' })], token: policy });
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
  readonly token: TokenPolicy;
  readonly assumptions?: readonly string[];
}): readonly string[] {
  const ofParts = [...users, ...groups, singleRole].flatMap((part) => part?.assumed ?? []);
  return [...new Set([...ofParts, ...token.assumptions, ...assumptions])];
}
