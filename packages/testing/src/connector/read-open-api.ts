import type { JsonObject } from '@scimwright/core';
import { expect } from 'vitest';
import type { Credentials } from '../serve/send.ts';

/** Reads the OpenAPI document of a tenant: no SCIM, so it has a media type of its own. */
export async function readOpenApi({ tenantUrl, secretToken }: Credentials): Promise<JsonObject> {
  const answer = await fetch(`${tenantUrl}/openapi.json`, {
    headers: { authorization: `Bearer ${secretToken}` },
  });
  const type = answer.headers.get('content-type');
  expect([answer.status, type]).toEqual([200, 'application/json; charset=utf-8']);
  return (await answer.json()) as JsonObject; // that it is OpenAPI is what is tested
}
