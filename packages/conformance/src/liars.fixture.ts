import { createServer, type Server } from 'node:http';
import { ERROR, LIST_RESPONSE } from '@scimwright/core/messages';

const refusal = (status: number) => ({ schemas: [ERROR], status: String(status), detail: 'It is as it is.' });

/** Servers that give every request the same answer, each with the rules that are true of it. */
export const liars = [
  { about: 'answers 200 to everything', status: 200, body: {}, true: [] },
  {
    about: 'answers every request with an empty list',
    status: 200,
    body: { schemas: [LIST_RESPONSE], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
    true: ['7644-3.4.2-03'],
  },
  { about: 'answers 201 to everything', status: 201, body: { id: '1' }, true: [] },
  { about: 'answers 204 to everything', status: 204, body: undefined, true: [] },
  { about: 'answers 400 to everything', status: 400, body: refusal(400), true: [] },
  {
    about: 'answers 404 to everything',
    status: 404,
    body: refusal(404),
    true: ['7644-3.2-03'],
  },
  { about: 'answers 500 to everything', status: 500, body: refusal(500), true: [] },
] as const;

/** A server that answers every request with one status and one body. */
export function liar({ status, body }: { readonly status: number; readonly body: unknown }): Server {
  return createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/scim+json', etag: 'W/"1"' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
