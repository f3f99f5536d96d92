// @ts-check
import { findCrossings } from './find-crossings.mjs';
import { ownRules } from './own-rules.mjs';
import { readHouse } from './read-house.mjs';

/**
 * Every violation in the repository at `root`.
 *
 * @param {string} root
 */
export async function checkHouse(root) {
  const house = readHouse(root);
  const folders = house.packages
    .filter(({ sources }) => sources.length > 0)
    .map(({ folder }) => `${folder}/src`);
  return [...(await findCrossings(root, folders)), ...ownRules.flatMap((rule) => [...rule(house)])];
}
