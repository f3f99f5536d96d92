import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ScimError } from '@scimwright/core';
import type { PageKey, TenantId } from '@scimwright/store';

/** Where a client is in the pages of a query. */
export interface CursorState {
  /** The index of the resource type in the query. */
  readonly at: number;
  /** The last resource that was sent of that type; undefined before the first. */
  readonly after?: PageKey | undefined;
  /** How many resources there were at the first page. */
  readonly total: number;
  /** The `count` of each page. */
  readonly count: number;
  /** When the cursor expires, in epoch milliseconds. */
  readonly until: number;
}

/** What a cursor is bound to. It cannot be opened with anything else. */
export interface CursorBinding {
  /** The secret of the store. */
  readonly secret: Uint8Array;
  readonly tenant: TenantId;
  /** The query; see `canonicalQuery`. */
  readonly query: string;
}

/** The format of a sealed cursor. A cursor of another format cannot be opened. */
const FORM = 'scimwright cursor 1';
const SALT = 16;
const TAG = 16;
const KEY = 32;
const NONCE = 12;

/** Our cursors have 200 characters, and up to 3,500 with the longest sort key. */
const MAX_CHARACTERS = 4_096;

/** Makes a cursor: encrypted, because it may contain a name, and authenticated, so that a client cannot change it. */
export function sealCursor(state: CursorState, binding: CursorBinding): string {
  const salt = randomBytes(SALT);
  const { key, nonce } = keyOf(salt, binding);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(binding.query));
  const sealed = [cipher.update(JSON.stringify(state)), cipher.final()];
  return Buffer.concat([salt, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/**
 * Opens a cursor. One that was altered or made up, or belongs to another tenant or query, gets the same refusal.
 *
 * @throws ScimError invalidCursor
 */
export function openCursor(text: string, binding: CursorBinding): CursorState {
  const bytes = Buffer.from(text.slice(0, MAX_CHARACTERS), 'base64url');
  // Node ignores characters that are not base64url, and unused bits.
  if (bytes.toString('base64url') !== text || bytes.length < SALT + TAG) throw refusal();
  const { key, nonce } = keyOf(bytes.subarray(0, SALT), binding);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(binding.query));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const opened = decipher.update(bytes.subarray(SALT, -TAG));
  try {
    decipher.final();
  } catch {
    throw refusal();
  }
  return JSON.parse(opened.toString()) as CursorState; // what was sealed, by a server of the same form
}

/** Derives a key and a nonce for each cursor, so that no two cursors share them. */
function keyOf(salt: Uint8Array, { secret, tenant }: CursorBinding) {
  const bytes = Buffer.from(hkdfSync('sha256', secret, salt, `${FORM}\n${tenant}`, KEY + NONCE));
  return { key: bytes.subarray(0, KEY), nonce: bytes.subarray(KEY) };
}

function refusal(): ScimError {
  return new ScimError(
    'invalidCursor',
    'This cursor does not belong to this query. Send the nextCursor of the previous page and change nothing else, or begin again with an empty cursor.',
    { path: 'cursor' },
  );
}
