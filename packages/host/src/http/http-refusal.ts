import type { ServerResponse } from 'node:http';
import { errorResponse } from '@scimwright/core/messages';

/** The refusal of a request that was not routed yet. */
export interface HttpRefusal {
  readonly status: 400 | 408 | 413 | 417 | 431;
  /** What is wrong, and how to correct it. */
  readonly detail: string;
}

const REASONS: Readonly<Record<HttpRefusal['status'], string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  417: 'Expectation Failed',
  431: 'Request Header Fields Too Large',
};

/** Answers a request with a SCIM error, and closes its connection. */
export function sendRefusal(response: ServerResponse, refusal: HttpRefusal): void {
  response.writeHead(refusal.status, headersOf(refusal)).end(bodyOf(refusal));
}

/** A refusal as the text of an HTTP response, for a connection without a readable request. */
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
