import type { ServerResponse } from 'node:http';
import { ScimError } from '@scimwright/core';
import type { ByteRoom, Taken } from '../byte-room.ts';
import type { Piece, Reply } from '../reply.ts';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Notes how much waits for the client, until its connection is done with the answer: all of a text; of a stream the most
 * that was in memory at a time, as a piece that is sent and as what was read for those behind it. What was only read is refused where too much waits already; what was
 * written is answered in any case.
 *
 * @throws ScimError unavailable
 *
 * @example
 * const counted = holdRoom(ctx.res, request, { status: 200 }, deps.room);
 */
export function holdRoom(
  response: ServerResponse,
  { tenant, method, operation }: Pick<ScimRequest, 'tenant' | 'method' | 'operation'>,
  reply: Reply,
  room: ByteRoom,
): Reply {
  const { body } = reply;
  const isRead = method === 'GET' || method === 'HEAD' || operation === 'search';
  const take = (bytes: number): Taken => {
    const taken = isRead ? room.take(tenant.id, bytes) : room.occupy(tenant.id, bytes);
    if (taken === undefined) throw noRoom();
    response.once('close', taken.giveBack);
    return taken;
  };
  if (body?.kind === 'text') take(Buffer.byteLength(body.text));
  if (body?.kind !== 'stream') return reply;
  return { ...reply, body: { ...body, pieces: counted(body.pieces, take(body.begins)) } };
}

async function* counted(pieces: AsyncIterable<Piece>, taken: Taken): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    taken.needs(Buffer.byteLength(piece.text) + piece.kept);
    yield piece;
  }
}

function noRoom(): ScimError {
  return new ScimError(
    'unavailable',
    'So many answers of this tenant have not been read yet that there is no room for another. Read them, or ask for fewer resources at once.',
  );
}
