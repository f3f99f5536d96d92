import { createServer, type Server } from 'node:http';
import { ERROR, LIST_RESPONSE } from '@scimwright/core/messages';

const refusal = (status: number) => ({ schemas: [ERROR], status: String(status), detail: 'It is as it is.' });

/** Servers that answer everything alike, with the rules that do hold for them. */
export const liars = [
  { about: 'says yes to everything', status: 200, body: {}, true: [] },
  {
    about: 'has empty lists alone',
    status: 200,
    body: { schemas: [LIST_RESPONSE], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
    true: ['7644-3.4.2-03'],
  },
  { about: 'has created everything', status: 201, body: { id: '1' }, true: [] },
  { about: 'has nothing to say', status: 204, body: undefined, true: [] },
  { about: 'finds every request wrong', status: 400, body: refusal(400), true: [] },
  {
    about: 'has no such thing',
    status: 404,
    body: refusal(404),
    true: ['7644-3.2-03'],
  },
  { about: 'fails', status: 500, body: refusal(500), true: [] },
] as const;

/** A server that answers every request with one status and one body. */
export function liar({ status, body }: { readonly status: number; readonly body: unknown }): Server {
  return createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/scim+json', etag: 'W/"1"' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
