import { ERROR } from '@scimwright/core/messages';
import type { Answer } from '../tenant/answer.ts';
import { accepted } from './accepted.ts';

/**
 * Checks that an answer is a SCIM error with this status, this keyword and a detail.
 *
 * @throws AssertionError
 */
export function refused(answer: Answer, status: number, scimType?: string, says: RegExp = /\S+ \S+/): Answer {
  return accepted(answer, status, { schemas: [ERROR], status: String(status), scimType, detail: says });
}
