import type { ReadingId, RequirementId } from './requirement.ts';
import type { Need } from './conformance-subject.ts';
import type { TenantClient } from './tenant/open-tenant-client.ts';

/** What a case can show: a requirement, or our reading of an ambiguity. */
export type Claim = RequirementId | ReadingId;

/** A test over HTTP that shows that requirements are met; it fails by throwing. */
export interface ConformanceCase {
  /** A sentence about behaviour. */
  readonly title: string;
  readonly claims: readonly [Claim, ...Claim[]];
  readonly needs?: Need;
  readonly run: (tenant: TenantClient) => Promise<void>;
}
