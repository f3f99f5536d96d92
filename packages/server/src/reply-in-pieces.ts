import { setImmediate } from 'node:timers/promises';
import type { Piece, ReplyBody } from './reply.ts';

/** Small pieces are joined up to this many characters, because each write has a cost. */
const MIN_WRITE_LENGTH = 16_384;

/**
 * The body of a response that is made in pieces: text when it has fewer than `max` bytes, otherwise a stream. An error within
 * the first `max` bytes fails the whole response.
 */
export async function replyInPieces(pieces: AsyncIterable<Piece>, max: number): Promise<ReplyBody> {
  const following = joined(pieces);
  const ready: Piece[] = [];
  let bytes = 0;
  while (bytes < max) {
    const next = await following.next();
    if (next.done === true) return { kind: 'text', text: ready.map(({ text }) => text).join('') };
    ready.push(next.value);
    bytes += Buffer.byteLength(next.value.text);
  }
  const kept = ready.at(-1)?.kept ?? 0;
  return { kind: 'stream', begins: bytes + kept, pieces: inOrder(ready, { bytes, kept }, following) };
}

/** The texts of pieces, one at a time. It yields to the event loop between two of them. */
export async function* textsOf(pieces: AsyncIterable<Piece>): AsyncGenerator<string> {
  for await (const { text } of pieces) {
    yield text;
    await setImmediate();
  }
}

/** Takes the ready pieces off their list one by one, so that none stays in memory after it was sent. */
async function* inOrder(
  ready: Piece[],
  { bytes, kept }: { readonly bytes: number; readonly kept: number },
  following: AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  let waiting = bytes;
  for (let piece = ready.shift(); piece !== undefined; piece = ready.shift()) {
    waiting -= Buffer.byteLength(piece.text);
    yield { text: piece.text, kept: waiting + kept };
  }
  yield* following;
}

async function* joined(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  let [text, kept] = ['', 0];
  for await (const piece of pieces) {
    text += piece.text;
    kept = piece.kept;
    if (text.length < MIN_WRITE_LENGTH) continue;
    yield { text, kept };
    text = '';
  }
  if (text !== '') yield { text, kept };
}
