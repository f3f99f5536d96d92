// @ts-check
import { manifestStandsAlone } from './rules/manifest-stands-alone.mjs';
import { mapsLeadToSources } from './rules/maps-lead-to-sources.mjs';
import { nothingElse } from './rules/nothing-else.mjs';
import { outputsAreWhole } from './rules/outputs-are-whole.mjs';
import { programsRun } from './rules/programs-run.mjs';
import { targetsAreThere } from './rules/targets-are-there.mjs';
import { whatReadersNeed } from './rules/what-readers-need.mjs';
/** @import { Problem, Rule } from './problem.mjs' */
/** @import { Tarball } from './read-tarball.mjs' */

/** @type {readonly Rule[]} */
const rules = [
  whatReadersNeed,
  nothingElse,
  outputsAreWhole,
  mapsLeadToSources,
  targetsAreThere,
  programsRun,
  manifestStandsAlone,
];

/**
 * What is wrong with a tarball beside what publint and attw know.
 *
 * @param {Tarball} tarball
 * @returns {Problem[]}
 */
export function checkTarball(tarball) {
  return rules.flatMap((rule) => [...rule(tarball)]);
}
