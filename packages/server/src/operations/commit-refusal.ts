import { ScimError, type ResourceType } from '@scimwright/core';
import type { Outcome } from '@scimwright/store';
import { staleVersion } from '../resource/preconditions.ts';
import { notFound } from './not-found.ts';

/** The refusal for a commit that was not done. */
export function commitRefusal(outcome: Exclude<Outcome, { kind: 'done' }>, type: ResourceType): ScimError {
  switch (outcome.kind) {
    case 'duplicate':
      return new ScimError(
        'uniqueness',
        `Another ${type.name} of this tenant has this ${outcome.path}. Change one of the two, or let Entra match by ${outcome.path} so that it updates the existing one.`,
        { path: outcome.path },
      );
    case 'stale':
      return staleVersion();
    case 'absent':
      return notFound(type, '');
    default:
      return outcome satisfies never;
  }
}
