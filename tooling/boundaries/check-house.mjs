// @ts-check
import { knownCircles } from './edges.mjs';
import { findCrossings } from './find-crossings.mjs';
import { ownRules } from './own-rules.mjs';
import { readHouse } from './read-house.mjs';

/**
 * Every violation in the repository at `root`.
 *
 * @param {string} root
 * @param {readonly (readonly string[])[]} [circles] that are known
 */
export async function checkHouse(root, circles = knownCircles) {
  const house = readHouse(root);
  const folders = house.packages
    .filter(({ sources }) => sources.length > 0)
    .map(({ folder }) => `${folder}/src`);
  return [...(await findCrossings(root, folders, circles)), ...ownRules.flatMap((rule) => [...rule(house)])];
}
