// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Koa from 'koa';
/** @import { Reply, Request } from './answer.mjs' */

const BASE = '/scim/v2';

/**
 * Serves answers over HTTP on a free port of loopback.
 *
 * @param {(request: Request) => Promise<Reply>} answer
 * @param {string} token
 * @returns {Promise<{ origin: string, url: string, close(): Promise<unknown> }>}
 */
export async function serve(answer, token) {
  const app = new Koa();
  app.use(async (context) => {
    if (context.get('authorization') !== `Bearer ${token}`) {
      context.status = 401;
      return;
    }
    const { method, path, querystring, req } = context;
    const body = method === 'POST' || method === 'PATCH' ? JSON.parse(await text(req)) : undefined;
    const query = new URLSearchParams(querystring);
    const reply = await answer({ method, path: path.slice(BASE.length), query, body });
    context.status = reply.status;
    if (reply.text === undefined) return;
    context.type = 'application/scim+json';
    context.body = reply.text;
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  const close = () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    return closed;
  };
  return { origin, url: origin + BASE, close };
}
