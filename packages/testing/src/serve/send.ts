import type { Json } from '@scimwright/core';
import { ERROR } from '@scimwright/core/messages';
import { expect } from 'vitest';
import { inContext } from './in-context.ts';

/** The two fields of Entra's Admin Credentials. */
export interface Credentials {
  readonly tenantUrl: string;
  readonly secretToken: string | undefined;
  /** Called with each request and its answer. */
  readonly watch?: (request: ScimMessage, answer: Answer) => void;
}

/** A request to a tenant; the path follows the Tenant URL and is sent unchanged. */
export interface ScimMessage {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | undefined;
}

/** The response; `body` is undefined without one. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json | undefined;
}

/**
 * Sends a request as Entra does, and checks the rules for every answer: a body is SCIM, and a refusal is a SCIM error with
 * a detail.
 */
export async function send(
  { tenantUrl, secretToken, watch }: Credentials,
  message: ScimMessage,
): Promise<Answer> {
  const response = await fetch(`${tenantUrl}${message.path}`, {
    method: message.method,
    headers: {
      accept: 'application/scim+json',
      ...(secretToken !== undefined && { authorization: `Bearer ${secretToken}` }),
      ...(message.body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
      ...message.headers,
    },
    ...(message.body !== undefined && { body: JSON.stringify(message.body) }),
  });
  const { status, headers } = response;
  const text = await response.text();
  return inContext(`${message.method} ${message.path}`, async () => {
    if (text !== '') expect(headers.get('content-type')).toMatch(/^application\/scim\+json\b/);
    const body = text === '' ? undefined : (JSON.parse(text) as Json); // JSON.parse returns JSON
    if (status >= 400) expect(body).toMatchObject(scimError(status));
    const answer: Answer = { status, headers, body };
    watch?.(message, answer);
    return answer;
  });
}

/** RFC 7644 §3.12; the detail must be more than a word, because an administrator reads it. */
function scimError(status: number): object {
  return {
    schemas: [ERROR],
    status: String(status),
    detail: expect.stringMatching(/\S+ \S+ \S+/) as unknown,
  };
}
