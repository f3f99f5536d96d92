import type { IncomingMessage } from 'node:http';
import { ScimError } from '@scimwright/core';
import type { Reservation } from '../byte-budget.ts';

/** Reserves bytes for a body; undefined when the budget is used up. */
export type Reserve = (bytes: number) => Reservation | undefined;

/** A body reserves at least this many bytes, and as many more at a time. That limits the number of bodies too. */
const STEP = 65_536;

/**
 * Reads the body of a request into memory. A body that announces too many bytes is refused unread; one that turns out to
 * have too many is refused at that point. The caller releases what `reserve` returned.
 *
 * @throws ScimError payloadTooLarge beyond `max` bytes; unavailable when the budget is used up; invalidSyntax when the
 *   connection closes before the body ends
 */
export async function readBytes(request: IncomingMessage, max: number, reserve?: Reserve): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > max) throw tooLarge(max);
  let reserved = 0;
  const reserveUpTo = (needed: number): void => {
    const more = Math.max(needed - reserved, STEP);
    if (needed <= reserved) return;
    if (reserve !== undefined && reserve(more) === undefined) throw tooManyUnfinished();
    reserved += more;
  };
  reserveUpTo(Math.max(announced, 1));
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    // By default, a loop that ends early destroys the request, and with it the connection for the response.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > max) throw tooLarge(max);
      reserveUpTo(size);
      pieces.push(piece);
    }
  } catch (error) {
    if (!(error instanceof ScimError)) throw cutOff();
    request.resume(); // discards the rest, so that the client gets to read the response
    throw error;
  }
  return Buffer.concat(pieces, size);
}

function tooLarge(max: number): ScimError {
  return new ScimError(
    'payloadTooLarge',
    `The body may have at most ${max} bytes. Split it into several requests.`,
  );
}

function tooManyUnfinished(): ScimError {
  return new ScimError(
    'unavailable',
    'Too many requests of this tenant have begun without sending their whole body. Finish them, or send fewer at a time.',
  );
}

function cutOff(): ScimError {
  return new ScimError(
    'invalidSyntax',
    'The connection closed before the whole body arrived. Send it again.',
  );
}
