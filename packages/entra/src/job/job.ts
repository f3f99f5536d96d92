import type { Directory } from '../directory/directory.ts';
import type { EvaluationContext } from '../expression/value.ts';
import type { ProvisioningMapping } from '../mapping/mapping.ts';
import type { WireKnobs } from '../wire/wire-knobs.ts';
import type { Send } from './exchange.ts';
import type { JobSettings } from './job-settings.ts';

/** A provisioning job, with all that it needs from outside. */
export interface Job {
  readonly directory: Directory;
  readonly mapping: ProvisioningMapping;
  readonly settings: JobSettings;
  readonly knobs: WireKnobs;
  readonly send: Send;
  /** The current time, a random number from 0 up to but not including 1, and a new GUID in lower case. */
  readonly context: Pick<EvaluationContext, 'now' | 'random' | 'guid'>;
}
