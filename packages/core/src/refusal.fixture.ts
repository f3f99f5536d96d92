import { ScimError } from './error.ts';

/** The refusal that an action throws. A fault is rethrown. */
export function refusalOf(action: () => unknown): ScimError {
  try {
    action();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
