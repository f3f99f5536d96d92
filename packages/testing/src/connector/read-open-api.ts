import type { JsonObject } from '@scimwright/core';
import { expect } from 'vitest';
import type { Credentials } from '../serve/send.ts';

/** Reads the OpenAPI document of a tenant. It is not SCIM and has its own media type. */
export async function readOpenApi({ tenantUrl, secretToken }: Credentials): Promise<JsonObject> {
  const answer = await fetch(`${tenantUrl}/openapi.json`, {
    headers: { authorization: `Bearer ${secretToken}` },
  });
  const type = answer.headers.get('content-type');
  expect([answer.status, type]).toEqual([200, 'application/json; charset=utf-8']);
  return (await answer.json()) as JsonObject; // the tests check that it is OpenAPI
}
