// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPage } from './page.mjs';
import { drawPlots } from './plots.mjs';
/** @import { Results } from '../measure.mjs' */

/**
 * Writes `performance.md`, and beside it a folder with the pictures and the results.
 *
 * @param {Results} results
 * @param {string} folder
 * @returns {string} the page
 */
export function writePage(results, folder) {
  const plots = drawPlots(results);
  const beside = join(folder, 'performance');
  mkdirSync(beside, { recursive: true });
  for (const [file, svg] of Object.entries(plots)) writeFileSync(join(beside, file), svg);
  writeFileSync(join(beside, 'results.json'), `${JSON.stringify(results, rounded)}\n`);
  const page = join(folder, 'performance.md');
  writeFileSync(page, renderPage(results, Object.keys(plots)));
  return page;
}

/**
 * Five digits are more than a measurement has.
 *
 * @param {string} _key
 * @param {unknown} value
 */
function rounded(_key, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
