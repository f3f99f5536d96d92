import { equal, match } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { ERROR } from '@scimwright/core/messages';
import { assertParts } from '../check/assert-parts.ts';
import type { TenantCredentials } from '../conformance-target.ts';
import type { Answer } from './answer.ts';

/** A request to a tenant. */
export interface TenantRequest {
  readonly method: string;
  /** Follows the tenant URL, and is sent unchanged. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Json | undefined;
  /** Sent unchanged in place of a JSON body. */
  readonly text?: string;
  /** A token in place of the tenant's; null for none. */
  readonly token?: string | null;
  /** A URL in place of the tenant's. */
  readonly tenantUrl?: string;
}

/** Sends a request. A body that is not JSON is undefined in the answer. */
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
 * Checks the rules for every answer: a body is JSON with the media type of SCIM, and a refusal is a SCIM error with its status as
 * a string.
 *
 * @throws AssertionError
 */
export function checkAnswer({ method }: TenantRequest, answer: Answer): Answer {
  const { status, headers, text, body } = answer;
  if (text !== '') {
    if (body === undefined) JSON.parse(text); // throws, and says where the JSON is wrong
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
    return JSON.parse(text) as Json; // JSON.parse returns JSON
  } catch {
    return undefined;
  }
}
