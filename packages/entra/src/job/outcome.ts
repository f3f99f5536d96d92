import type { Failed } from '../failure/failure-of.ts';
import type { SourceKind } from '../mapping/mapping.ts';
import type { Entitlement } from './entitlement.ts';
import type { Exchange } from './exchange.ts';
import type { SkipReason } from './skip-reason.ts';

/** What was done, in the words of the provisioning log. */
export type ProvisioningAction = 'create' | 'update' | 'delete' | 'disable' | 'stageddelete' | 'other';

/** An attribute of the application that was written. Values are texts, or null for none; a redacted one is not there. */
export interface ModifiedProperty {
  readonly name: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** How it ended. */
export type Ending =
  | { readonly status: 'success' }
  | { readonly status: 'skipped'; readonly reason: SkipReason }
  /** `nextAttempt` is in milliseconds since 1970; undefined if nothing is tried again by itself. */
  | { readonly status: 'failure'; readonly failed: Failed; readonly nextAttempt: number | undefined }
  /** It was done, except for what is named. */
  | { readonly status: 'warning'; readonly failed: Failed };

/** What a job did with one object, or with its references. */
export interface Outcome {
  readonly kind: SourceKind;
  /** The object id in the directory. */
  readonly id: string;
  /** What an administrator knows the object by. */
  readonly name: string;
  readonly part: 'object' | 'references';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly action: ProvisioningAction;
  readonly ending: Ending;
  /** The id in the application, as far as it is known. */
  readonly targetId: string | undefined;
  /** Whether the object was found in the application. Undefined if nobody looked. */
  readonly wasFound: boolean | undefined;
  /** Undefined when the object has gone from the directory. */
  readonly entitlement: Entitlement | undefined;
  readonly modified: readonly ModifiedProperty[];
  /** All requests and answers, in order. */
  readonly exchanges: readonly Exchange[];
}
