import { deepEqual } from 'node:assert/strict';
import { at, type Answer } from '../tenant/answer.ts';

/**
 * Checks that a resource has its old content, version and lastModified.
 *
 * @throws AssertionError
 */
export function unchanged(now: Answer, before: Answer): void {
  deepEqual(now.body, before.body, 'the resource has changed');
  deepEqual(at(now.body, 'meta'), at(before.body, 'meta'), 'its meta has changed');
}
