import { deepEqual, ok } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { BULK_REQUEST, BULK_RESPONSE, PATCH_OP } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { at } from '../tenant/answer.ts';
import { assertParts, type Wanted } from '../check/assert-parts.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

/** Sends a bulk request that has to be processed, and checks the status of each operation. */
export async function bulk(
  tenant: TenantClient,
  statuses: readonly string[],
  Operations: readonly Json[],
  more: JsonObject = {},
): Promise<readonly Json[]> {
  const answer = await tenant.post('/Bulk', { schemas: [BULK_REQUEST], ...more, Operations });
  accepted(answer, 200, { schemas: [BULK_RESPONSE], Operations: (list) => Array.isArray(list) });
  const results = at(answer.body, 'Operations') as readonly Json[]; // by the line before
  const found = results.map((one) => at(one, 'status') ?? null);
  deepEqual(found, statuses, answer.text.slice(0, 1_000));
  return results;
}

/** A POST operation. */
export const post = (path: string, bulkId: string, data: Json): JsonObject => ({
  method: 'POST',
  path,
  bulkId,
  data,
});
/** A PATCH operation. */
export const patch = (path: string, ...Operations: readonly Json[]): JsonObject => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH_OP], Operations },
});
/** A replace for the data of a PATCH operation. */
export const replace = (path: string, value: Json): Json => ({ op: 'replace', path, value });
/** An operation that fails. */
export const bad: JsonObject = { method: 'DELETE', path: '/Users/nobody' };

/** The path of the resource in a result. */
export const pathOf = (tenant: TenantClient, result: Json | undefined): string => {
  const location = String(at(result, 'location'));
  ok(location.startsWith(`${tenant.target.tenantUrl}/`), `location is ${location}`);
  return location.slice(tenant.target.tenantUrl.length);
};
/** The id of the resource in a result. */
export const idOf = (tenant: TenantClient, result: Json | undefined): string =>
  pathOf(tenant, result).split('/').at(-1) ?? '';
/** Members with these ids. */
export const members = (...values: readonly string[]): JsonObject => ({
  members: values.map((value) => ({ value })),
});
/** The ids of the members that a group has now. */
export const membersOf = async (tenant: TenantClient, path: string): Promise<readonly Json[]> => {
  const list = at((await tenant.get(path)).body, 'members') ?? [];
  return (list as readonly Json[]).map((one) => at(one, 'value') ?? null).toSorted();
};
/** Checks parts of a result. */
export const assertResult = (result: Json | undefined, wanted: Wanted): void =>
  assertParts(result, wanted, 'result');
/** Checks that no user has this name. */
export const nobodyHas = async (tenant: TenantClient, userName: Json | undefined): Promise<void> => {
  accepted(await tenant.find('/Users', `userName eq "${String(userName)}"`), 200, { totalResults: 0 });
};
