import type { ServerResponse } from 'node:http';
import { errorResponse } from '@scimwright/core';

/** Why a request is refused before anything knows what it is for. */
export interface HttpRefusal {
  readonly status: 400 | 408 | 413 | 417 | 431;
  /** What is wrong and what to do, for people. */
  readonly detail: string;
}

const REASONS: Readonly<Record<HttpRefusal['status'], string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  417: 'Expectation Failed',
  431: 'Request Header Fields Too Large',
};

/**
 * Answers a request with a refusal as a SCIM error, and closes its connection.
 *
 * @example
 * sendRefusal(response, { status: 417, detail: 'Leave the header Expect out.' });
 */
export function sendRefusal(response: ServerResponse, refusal: HttpRefusal): void {
  response.writeHead(refusal.status, headersOf(refusal)).end(bodyOf(refusal));
}

/**
 * The same as the text of a whole HTTP answer, for a connection on which no request could be read.
 *
 * @example
 * socket.end(refusalText({ status: 408, detail: 'The request did not arrive in time.' }));
 */
export function refusalText(refusal: HttpRefusal): string {
  const headers = Object.entries(headersOf(refusal)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${refusal.status} ${REASONS[refusal.status]}\r\n${headers.join('')}\r\n${bodyOf(refusal)}`;
}

function bodyOf({ status, detail }: HttpRefusal): string {
  return JSON.stringify(
    errorResponse({ status, scimType: status === 400 ? 'invalidSyntax' : undefined, message: detail }),
  );
}

function headersOf(refusal: HttpRefusal): Readonly<Record<string, string | number>> {
  return {
    'Content-Type': 'application/scim+json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(bodyOf(refusal)),
    Connection: 'close',
  };
}
