import { expect } from 'vitest';
import { ScimError } from '../error.ts';
import { isStorable } from '../is-storable.ts';

/** The result of an action: a value, or a refusal for the client. */
export type Outcome<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly refusal: ScimError };

/** No message may be longer: the input of a client is shortened in it. */
const MAX_DETAIL_LENGTH = 500;

const inherited = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype].map(
    (prototype) => Reflect.ownKeys(prototype).length,
  );
const before = inherited();

/**
 * Runs an action on hostile input. Fails on a thrown fault, on a malformed refusal, and on a changed prototype.
 */
export function outcomeOf<T>(action: () => T): Outcome<T> {
  const outcome = attempt(action);
  expect(inherited()).toEqual(before);
  if (outcome.kind === 'refused') checkRefusal(outcome.refusal);
  return outcome;
}

function attempt<T>(action: () => T): Outcome<T> {
  try {
    return { kind: 'value', value: action() };
  } catch (error) {
    if (error instanceof ScimError) return { kind: 'refused', refusal: error };
    throw error;
  }
}

/** Checks that a refusal is one line that every database and log can store. */
function checkRefusal({ code, status, scimType, message, path = '' }: ScimError): void {
  expect([code, status]).toEqual([code, code === 'payloadTooLarge' ? 413 : 400]);
  if (status === 400) expect(scimType).toBe(code);
  expect(message.length).toBeGreaterThan(20);
  expect(message.length).toBeLessThan(MAX_DETAIL_LENGTH);
  expect(path.length).toBeLessThan(MAX_DETAIL_LENGTH);
  expect([message, path].every(isStorable)).toBe(true);
}
