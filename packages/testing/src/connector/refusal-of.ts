import { AdminRefusal } from '@scimwright/server/admin';
import { expect } from 'vitest';

/** The words in which an administrator is refused; fails when the action succeeds or breaks. */
export async function refusalOf(action: Promise<unknown>): Promise<string> {
  const refusal: unknown = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(AdminRefusal);
  return refusal instanceof Error ? refusal.message : '';
}
