import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { textsOf } from '../reply-in-pieces.ts';
import type { Reply } from '../reply.ts';

/** Sends a reply as SCIM, unless its own headers say otherwise. */
export function respond(ctx: Context, { status, headers, body }: Reply): void {
  ctx.status = status;
  ctx.set({ ...(body && { 'Content-Type': 'application/scim+json; charset=utf-8' }), ...headers });
  if (body === undefined) return;
  switch (body.kind) {
    case 'value':
      ctx.body = JSON.stringify(body.value);
      break;
    case 'text':
      ctx.body = body.text;
      break;
    case 'bytes':
      ctx.body = body.bytes;
      break;
    case 'stream':
      // A stream adds listeners to those that wait for the end of the response: more than Node expects, but no leak.
      ctx.res.setMaxListeners(ctx.res.getMaxListeners() * 2);
      ctx.body = Readable.from(textsOf(body.pieces));
      break;
    default:
      body satisfies never;
  }
}
