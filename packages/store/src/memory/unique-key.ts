import type { IndexEntry } from '@scimwright/core';

/**
 * What a resource holds alone by an index entry.
 *
 * @example
 * uniqueKey('User', { path: 'userName', key: 'ada', unique: true }); // '["User","userName","ada"]'
 */
export function uniqueKey(type: string, { path, key }: IndexEntry): string {
  return JSON.stringify([type, path, key]);
}
