// @ts-check
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Removes the outputs of deleted sources from a `dist`. The compiler leaves them behind when a file is renamed, and they
 * would be published. Outputs whose map names no source in `src` stay.
 *
 * @param {string} dist
 * @returns {string[]} the removed files, relative to `dist`
 */
export function removeStaleOutputs(dist) {
  const stale = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.map') && isStale(join(dist, path)))
    .flatMap((map) => [map.slice(0, -'.map'.length), map])
    .toSorted();
  for (const path of stale) rmSync(join(dist, path), { force: true });
  return stale;
}

/** @param {string} map */
function isStale(map) {
  /** @type {{ sources?: string[] }} */
  const { sources = [] } = JSON.parse(readFileSync(map, 'utf8'));
  const paths = sources.map((source) => resolve(dirname(map), source));
  return paths.length > 0 && paths.every((path) => path.includes('/src/') && !existsSync(path));
}
