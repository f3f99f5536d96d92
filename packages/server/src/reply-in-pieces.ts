import { setImmediate } from 'node:timers/promises';
import type { Piece, ReplyBody } from './reply.ts';

/** Of small pieces, so many characters go together: each one that is written costs something of its own. */
const WORTH_WRITING = 16_384;

/**
 * The body of an answer that is made in pieces: text where all of it has fewer bytes than so many, and a stream where it
 * has more. What fails until then fails as a whole.
 *
 * @param most - bytes that are made before the first is sent
 *
 * @example
 * async function* pieces() {
 *   yield { text: '{}', kept: 0 };
 * }
 * (await replyInPieces(pieces(), 262_144)).kind; // 'text'
 */
export async function replyInPieces(pieces: AsyncIterable<Piece>, most: number): Promise<ReplyBody> {
  const following = joined(pieces);
  const ready: Piece[] = [];
  let bytes = 0;
  while (bytes < most) {
    const next = await following.next();
    if (next.done === true) return { kind: 'text', text: ready.map(({ text }) => text).join('') };
    ready.push(next.value);
    bytes += Buffer.byteLength(next.value.text);
  }
  const kept = ready.at(-1)?.kept ?? 0;
  return { kind: 'stream', begins: bytes + kept, pieces: inOrder(ready, { bytes, kept }, following) };
}

/**
 * The texts of pieces, one by one as they are wanted. Between two of them, whatever else there is to do has its turn.
 *
 * @example
 * async function* pieces() {
 *   yield { text: '{}', kept: 0 };
 * }
 * for await (const text of textsOf(pieces())) process.stdout.write(text);
 */
export async function* textsOf(pieces: AsyncIterable<Piece>): AsyncGenerator<string> {
  for await (const { text } of pieces) {
    yield text;
    await setImmediate();
  }
}

/** Those that are ready leave the list one by one, so that none is kept while others are made. */
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
    if (text.length < WORTH_WRITING) continue;
    yield { text, kept };
    text = '';
  }
  if (text !== '') yield { text, kept };
}
