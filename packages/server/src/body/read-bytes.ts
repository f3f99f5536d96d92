import type { IncomingMessage } from 'node:http';
import { ScimError } from '@scimwright/core';

/**
 * Reads the body of a request into memory, up to a bound. What is announced as larger is refused unread; what turns out
 * to be larger is refused there, and nobody collects the rest.
 *
 * @throws ScimError payloadTooLarge past the bound; invalidSyntax when the connection ends before the body does
 *
 * @example
 * const bytes = await readBytes(ctx.req, 1_048_576);
 */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    // Left alone, a loop that ends early destroys the request, and with it the connection that the answer takes.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw tooLarge(most);
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

function cutOff(): ScimError {
  return new ScimError('invalidSyntax', 'The connection ended before the body was whole. Send it again.');
}
