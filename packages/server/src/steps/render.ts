import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { textsOf } from '../reply-in-pieces.ts';
import type { Reply } from '../reply.ts';

/**
 * Writes an answer; it is SCIM unless its own headers say otherwise.
 *
 * @example
 * render(ctx, { status: 204 });
 */
export function render(ctx: Context, { status, headers, body }: Reply): void {
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
    case 'stream':
      // Whatever wants to know when an answer ends has a listener, and a stream brings its own: more than Node expects, and no leak.
      ctx.res.setMaxListeners(ctx.res.getMaxListeners() * 2);
      ctx.body = Readable.from(textsOf(body.pieces));
      break;
    default:
      body satisfies never;
  }
}
