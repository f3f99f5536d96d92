import { equal } from 'node:assert/strict';
import type { Answer } from '../tenant/answer.ts';
import { assertParts, type Wanted } from './assert-parts.ts';

/**
 * Checks that an answer has this status, and a body that matches.
 *
 * @throws AssertionError
 */
export function accepted(answer: Answer, status: number, parts?: Wanted): Answer {
  equal(answer.status, status, `status ${answer.status} instead of ${status}: ${answer.text.slice(0, 300)}`);
  if (parts !== undefined) assertParts(answer.body, parts);
  return answer;
}
