import { ScimError } from './error.ts';

/** The refusal that an action ends in. What is no refusal is a fault, and goes on. */
export function refusalOf(action: () => unknown): ScimError {
  try {
    action();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
