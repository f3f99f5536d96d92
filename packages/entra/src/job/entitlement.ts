import type { Directory, DirectoryGroup, DirectoryUser } from '../directory/directory.ts';
import { sourceOf } from '../directory/source-of.ts';
import type { ObjectMapping } from '../mapping/mapping.ts';
import { evaluateScope, type ScopeEvaluation } from '../scoping/evaluate-scope.ts';
import type { JobSettings } from './job-settings.ts';

/** Whether the job provisions an object, with the facts that decide. */
export interface Entitlement {
  /** A user who is not deleted and may sign in; a security group that is not deleted. */
  readonly isActive: boolean;
  /** Everybody is, where the job provisions everybody. */
  readonly isAssigned: boolean;
  readonly scope: ScopeEvaluation;
  readonly isEntitled: boolean;
}

/** Decides whether a job provisions an object. */
export function entitlementOf(
  object: DirectoryUser | DirectoryGroup,
  mapping: ObjectMapping,
  directory: Directory,
  { scope: provisioned }: Pick<JobSettings, 'scope'>,
): Entitlement {
  const isAllowed = object.kind === 'User' ? object.accountEnabled : object.isSecurityEnabled;
  const isActive = object.deletedAt === undefined && isAllowed;
  const isAssigned = provisioned === 'everybody' || directory.isAssigned(object.id);
  const scope = evaluateScope(mapping.scope, sourceOf(object, directory, false));
  return { isActive, isAssigned, scope, isEntitled: isActive && isAssigned && scope.inScope };
}
