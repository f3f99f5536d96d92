import { isObject, type JsonObject } from '@scimwright/core';
import { expect } from 'vitest';
import { send, type Credentials } from './send.ts';

/** A created resource, as the server answered. */
export interface Created {
  readonly id: string;
  /** Relative to the tenant URL, such as `/Users/2819`. */
  readonly path: string;
  readonly body: JsonObject;
}

/** Creates a resource; the answer must be a 201. */
export async function createResource(
  credentials: Credentials,
  collection: string,
  body: JsonObject,
): Promise<Created> {
  const answer = await send(credentials, { method: 'POST', path: collection, body });
  expect(answer).toMatchObject({ status: 201, body: { id: expect.any(String) as unknown } });
  const created = isObject(answer.body) ? answer.body : {};
  const id = String(created['id']);
  return { id, path: `${collection}/${id}`, body: created };
}
