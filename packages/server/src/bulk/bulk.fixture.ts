import type { Json, JsonObject } from '@scimwright/core';
import { BULK_REQUEST } from '@scimwright/core/messages';
import type { Answer, Served } from '../serve.fixture.ts';

/** The result of one operation. */
export interface Result {
  readonly method: string;
  readonly bulkId?: string;
  readonly location?: string;
  readonly version?: string;
  readonly status: string;
  readonly response?: { readonly status: string; readonly scimType?: string; readonly detail: string };
}

/** Sends operations, with other attributes of a bulk request. */
export function sendBulk(
  served: Served,
  Operations: readonly Json[],
  more: JsonObject = {},
): Promise<Answer> {
  return served.send('POST', '/Bulk', { schemas: [BULK_REQUEST], ...more, Operations });
}

/** The results in an answer. */
export function resultsIn({ body }: Answer): readonly Result[] {
  return body['Operations'] as unknown as readonly Result[]; // a test fails if they are anything else
}

/** The statuses in an answer, in the order of the request. */
export function statusesIn(answer: Answer): readonly string[] {
  return resultsIn(answer).map(({ status }) => status);
}

/** The creation of a user. */
export function creation(bulkId: string, data: JsonObject): JsonObject {
  return { method: 'POST', path: '/Users', bulkId, data };
}

/** The creation of a group with members. */
export function groupCreation(bulkId: string, displayName: string, ...members: string[]): JsonObject {
  const data = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName,
    members: members.map((value) => ({ value })),
  };
  return { method: 'POST', path: '/Groups', bulkId, data };
}
