import type { IncomingMessage } from 'node:http';
import { ScimError } from '@scimwright/core';
import type { Taken } from '../byte-room.ts';

/** Takes room for so many bytes; undefined where there is none. */
export type TakeRoom = (bytes: number) => Taken | undefined;

/** A body counts as so many bytes at least, and takes as many more at a time: so their number is bounded, too. */
const STEP = 65_536;

/**
 * Reads the body of a request into memory, up to a bound. What is announced as larger is refused unread; what turns out
 * to be larger is refused there, and nobody collects the rest. Its room is the caller's to give back.
 *
 * @throws ScimError payloadTooLarge past the bound; unavailable when there is no room for it; invalidSyntax when the connection ends before the body does
 *
 * @example
 * const bytes = await readBytes(ctx.req, 1_048_576);
 */
export async function readBytes(request: IncomingMessage, most: number, take?: TakeRoom): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > most) throw tooLarge(most);
  let room = 0;
  const makeRoom = (needed: number): void => {
    const more = Math.max(needed - room, STEP);
    if (needed <= room) return;
    if (take !== undefined && take(more) === undefined) throw noRoom();
    room += more;
  };
  makeRoom(Math.max(announced, 1));
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    // Left alone, a loop that ends early destroys the request, and with it the connection that the answer takes.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw tooLarge(most);
      makeRoom(size);
      pieces.push(piece);
    }
  } catch (error) {
    if (!(error instanceof ScimError)) throw cutOff();
    request.resume(); // what still comes is thrown away, so that the client gets to read the answer
    throw error;
  }
  return Buffer.concat(pieces, size);
}

function tooLarge(most: number): ScimError {
  return new ScimError(
    'payloadTooLarge',
    `The body may have at most ${most} bytes. Send it in several requests.`,
  );
}

function noRoom(): ScimError {
  return new ScimError(
    'unavailable',
    'So many requests of this tenant have begun and not come whole that there is no room for another. Finish them, or send fewer at a time.',
  );
}

function cutOff(): ScimError {
  return new ScimError('invalidSyntax', 'The connection ended before the body was whole. Send it again.');
}
