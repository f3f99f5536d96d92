import type { IndexEntry } from '@scimwright/core';

/**
 * The key of a unique value, from its index entry.
 *
 * @example
 * uniqueKey('User', { path: 'userName', key: 'ada', unique: true }); // '["User","userName","ada"]'
 */
export function uniqueKey(type: string, { path, key }: IndexEntry): string {
  return JSON.stringify([type, path, key]);
}
