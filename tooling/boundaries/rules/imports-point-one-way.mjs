// @ts-check
import { isBuiltin } from 'node:module';
import { testEdges } from '../edges.mjs';
import { covers, findEdge } from '../find-edge.mjs';
import { splitSpecifier } from '../split-specifier.mjs';
/** @import { Edge } from '../edges.mjs' */
/** @import { Rule } from '../violation.mjs' */

/**
 * Packages import what stands below them in the table, and nothing else.
 *
 * @type {Rule}
 */
export function* importsPointOneWay({ packages }) {
  const folderOf = new Map(packages.map(({ name, folder }) => [name, folder]));
  for (const { name, folder, sources } of packages) {
    const edge = findEdge(folder);
    if (!edge) {
      yield {
        file: `${folder}/package.json`,
        line: 1,
        what: `${folder} has no row in the table of allowed imports`,
        why: 'a package without a place in the picture would be imported from anywhere',
        instead: 'add its row, with the reason, to tooling/boundaries/edges.mjs',
      };
      continue;
    }
    for (const { path, isTest, imports } of sources) {
      for (const { specifier, line } of imports) {
        const { packageName } = splitSpecifier(specifier);
        if (specifier.startsWith('.') || isBuiltin(specifier) || packageName === name) continue;
        const target = folderOf.get(packageName);
        const allowed = target
          ? mayImport(edge, target, isTest)
          : !edge.outside || [...edge.outside, ...(isTest ? testEdges.outside : [])].includes(packageName);
        if (!allowed)
          yield { file: path, line, what: `${folder} imports ${packageName}`, ...reason(edge, target) };
      }
    }
  }
}

/**
 * @param {Edge} edge
 * @param {string} target
 * @param {boolean} isTest
 */
function mayImport(edge, target, isTest) {
  if (edge.to.some((pattern) => covers(pattern, target))) return true;
  return isTest && testEdges.to.includes(target) && !standsBelow(edge.from, target);
}

/**
 * @param {string} folder
 * @param {string} target
 */
function standsBelow(folder, target) {
  return findEdge(target)?.to.includes(folder) ?? false;
}

/**
 * @param {Edge} edge
 * @param {string | undefined} target
 */
function reason({ from, why, instead }, target) {
  if (target?.startsWith('apps/')) {
    return { why: 'an app is where imports end', instead: 'move the shared part into a package' };
  }
  if (target && testEdges.to.includes(target) && standsBelow(from, target)) {
    return {
      why: `${target} itself imports ${from}, and the build cannot order a circle`,
      instead: `put this test into ${target}`,
    };
  }
  return { why, instead };
}
