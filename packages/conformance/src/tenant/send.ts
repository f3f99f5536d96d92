import { equal, match } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { ERROR } from '@scimwright/core/messages';
import { assertParts } from '../check/assert-parts.ts';
import type { TenantCredentials } from '../conformance-target.ts';
import type { Answer } from './answer.ts';

/** A request to a tenant. */
export interface TenantRequest {
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

/** Sends a request. The body of an answer that is not JSON is undefined. */
export async function send(
  credentials: TenantCredentials,
  request: TenantRequest,
  timeoutMs?: number,
): Promise<Answer> {
  const { method, path, headers, body, text: raw } = request;
  const { token = credentials.secretToken, tenantUrl = credentials.tenantUrl } = request;
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
    ...(timeoutMs !== undefined && { signal: AbortSignal.timeout(timeoutMs) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/**
 * Checks what holds for every answer: a body is JSON of SCIM's media type, and a refusal is a SCIM error with its status as a
 * string.
 *
 * @throws AssertionError
 */
export function checkAnswer({ method }: TenantRequest, answer: Answer): Answer {
  const { status, headers, text, body } = answer;
  if (text !== '') {
    if (body === undefined) JSON.parse(text); // throws, and says where it is no JSON
    match(headers.get('content-type') ?? '', /^application\/scim\+json\b/);
  }
  if (status === 204) equal(text, '', 'a 204 has no body');
  if (status >= 400 && method !== 'HEAD') {
    assertParts(body, { schemas: [ERROR], status: String(status), detail: /\S/ });
  }
  return answer;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // whatever parses is JSON
  } catch {
    return undefined;
  }
}
