// @ts-check
import { readHouse } from './read-house.mjs';
import { rules } from './rules.mjs';

/**
 * Every violation in the repository at `root`.
 *
 * @param {string} root
 */
export function checkHouse(root) {
  const house = readHouse(root);
  return rules.flatMap((rule) => [...rule(house)]);
}
