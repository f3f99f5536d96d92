import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ScimError } from '@scimwright/core';
import type { PageKey, TenantId } from '@scimwright/store';

/** How far a client has walked through what a query finds. */
export interface Progress {
  /** In which of the resource types that are asked for, counted from 0. */
  readonly at: number;
  /** Behind which resource of it; undefined before the first. */
  readonly after?: PageKey | undefined;
  /** How many there were when the walk began. */
  readonly total: number;
  /** How many a page has at most. */
  readonly count: number;
  /** Until when it can be gone on, in milliseconds. */
  readonly until: number;
}

/** What a cursor belongs to: it can be opened with nothing else. */
export interface CursorBinding {
  /** The secret of the store. */
  readonly secret: Uint8Array;
  readonly tenant: TenantId;
  /** What the query asks for. */
  readonly meaning: string;
}

/** The form of what is sealed. A cursor of another form cannot be opened. */
const FORM = 'scimwright cursor 1';
const SALT = 16;
const TAG = 16;
const KEY = 32;
const NONCE = 12;

/** Ours have 200 characters, and up to 3,500 with the longest text that is sorted by. */
const MOST_CHARACTERS = 4_096;

/**
 * Makes a cursor: sealed, so that a client neither reads it, since it may hold the name of a person, nor alters it.
 *
 * @example
 * const text = sealCursor({ at: 0, after: { id: '2819' }, total: 9, count: 2, until: 0 }, binding);
 */
export function sealCursor(progress: Progress, binding: CursorBinding): string {
  const salt = randomBytes(SALT);
  const { key, nonce } = keyOf(salt, binding);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(binding.meaning));
  const sealed = [cipher.update(JSON.stringify(progress)), cipher.final()];
  return Buffer.concat([salt, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/**
 * Opens a cursor. What was altered or made up, came from another tenant or belongs to another query is refused in the same words.
 *
 * @throws ScimError invalidCursor
 *
 * @example
 * openCursor(sealCursor(progress, binding), binding).count;
 */
export function openCursor(text: string, binding: CursorBinding): Progress {
  const bytes = Buffer.from(text.slice(0, MOST_CHARACTERS), 'base64url');
  // Node skips what is no base64url, and bits that stand for nothing.
  if (bytes.toString('base64url') !== text || bytes.length < SALT + TAG) throw refusal();
  const { key, nonce } = keyOf(bytes.subarray(0, SALT), binding);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(binding.meaning));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const opened = decipher.update(bytes.subarray(SALT, -TAG));
  try {
    decipher.final();
  } catch {
    throw refusal();
  }
  return JSON.parse(opened.toString()) as Progress; // what was sealed, by a server of the same form
}

/** A key and a nonce for each cursor, so that however many there are, no two share them. */
function keyOf(salt: Uint8Array, { secret, tenant }: CursorBinding) {
  const bytes = Buffer.from(hkdfSync('sha256', secret, salt, `${FORM}\n${tenant}`, KEY + NONCE));
  return { key: bytes.subarray(0, KEY), nonce: bytes.subarray(KEY) };
}

function refusal(): ScimError {
  return new ScimError(
    'invalidCursor',
    'This cursor does not belong to this query: send the nextCursor of the page before with all else unchanged, or begin again with an empty cursor.',
    { path: 'cursor' },
  );
}
