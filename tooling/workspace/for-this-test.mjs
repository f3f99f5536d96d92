// @ts-check
import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/**
 * Removes a folder when the current test ends.
 *
 * @param {string} folder
 * @returns the folder
 */
export function forThisTest(folder) {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
