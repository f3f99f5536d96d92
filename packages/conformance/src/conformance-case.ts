import type { RuleId } from './rule.ts';
import type { Capability } from './conformance-target.ts';
import type { TenantClient } from './tenant/open-tenant-client.ts';

/** A test over HTTP of one or more rules. It fails by throwing. */
export interface ConformanceCase {
  /** A sentence about behaviour. */
  readonly title: string;
  /** The rules that the case proves when it passes. */
  readonly covers: readonly [RuleId, ...RuleId[]];
  readonly needs?: Capability;
  readonly run: (tenant: TenantClient) => Promise<void>;
}
