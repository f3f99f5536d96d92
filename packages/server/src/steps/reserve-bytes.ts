import type { ServerResponse } from 'node:http';
import { ScimError } from '@scimwright/core';
import type { ByteBudget, Reservation } from '../byte-budget.ts';
import type { Piece, Reply } from '../reply.ts';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Reserves memory for a response until the connection is done with it: the whole of a text, or the most that a stream has
 * in memory at a time. A read is refused when too many responses are waiting; a write is always answered.
 *
 * @throws ScimError unavailable
 */
export function reserveBytes(
  response: ServerResponse,
  { tenant, method, operation }: Pick<ScimRequest, 'tenant' | 'method' | 'operation'>,
  reply: Reply,
  budget: ByteBudget,
): Reply {
  const { body } = reply;
  const isRead = method === 'GET' || method === 'HEAD' || operation === 'search';
  const reserve = (bytes: number): Reservation => {
    const reservation = isRead ? budget.reserve(tenant.id, bytes) : budget.reserveAnyway(tenant.id, bytes);
    if (reservation === undefined) throw tooManyWaiting();
    response.once('close', reservation.release);
    return reservation;
  };
  if (body?.kind === 'text') {
    // Encoded once: Koa would count the bytes of a text again, and Node would encode it.
    const bytes = Buffer.from(body.text);
    reserve(bytes.length);
    return { ...reply, body: { kind: 'bytes', bytes } };
  }
  if (body?.kind !== 'stream') return reply;
  return { ...reply, body: { ...body, pieces: counted(body.pieces, reserve(body.begins)) } };
}

async function* counted(pieces: AsyncIterable<Piece>, reservation: Reservation): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    reservation.growTo(Buffer.byteLength(piece.text) + piece.kept);
    yield piece;
  }
}

function tooManyWaiting(): ScimError {
  return new ScimError(
    'unavailable',
    'Too many responses of this tenant are waiting to be read. Read them, or ask for fewer resources at a time.',
  );
}
