import { equal, match } from 'node:assert/strict';
import { ERROR, type Json } from '@scimwright/core';
import { assertParts } from '../check/assert-parts.ts';
import type { Door } from '../conformance-subject.ts';
import type { Answer } from './answer.ts';

/** A request to a tenant. */
export interface Question {
  readonly method: string;
  /** Follows the tenant URL, and is sent as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Json | undefined;
  /** Sent in place of a body, as it is. */
  readonly text?: string;
  /** Another token than the tenant's; null for none. */
  readonly token?: string | null;
  /** Another URL than the tenant's. */
  readonly tenantUrl?: string;
}

/**
 * Sends a request, and checks what holds for every answer: whatever has a body is JSON of SCIM's media type, every refusal is a
 * SCIM error with its status as a string.
 *
 * @throws AssertionError
 *
 * @example
 * const { status } = await ask(asked, { method: 'GET', path: '/Users' });
 */
export async function ask(door: Door, question: Question): Promise<Answer> {
  const { method, path, headers, body, text: raw } = question;
  const { token = door.secretToken, tenantUrl = door.tenantUrl } = question;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${tenantUrl}${path}`, {
    method,
    headers: {
      accept: 'application/scim+json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(sent !== undefined && { 'content-type': 'application/scim+json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  });
  const text = await response.text();
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: text === '' ? undefined : (JSON.parse(text) as Json), // whatever parses is JSON
  };
  if (text !== '') match(response.headers.get('content-type') ?? '', /^application\/scim\+json\b/);
  if (response.status === 204) equal(text, '', 'a 204 has no body');
  if (response.status >= 400 && method !== 'HEAD') {
    assertParts(answer.body, { schemas: [ERROR], status: String(response.status), detail: /\S/ });
  }
  return answer;
}
