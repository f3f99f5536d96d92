import { AdminRefusal } from '@scimwright/server/admin';
import { expect } from 'vitest';

/** The message of an admin refusal; fails if the action succeeds or throws anything else. */
export async function refusalOf(action: Promise<unknown>): Promise<string> {
  const refusal: unknown = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(AdminRefusal);
  return refusal instanceof Error ? refusal.message : '';
}
