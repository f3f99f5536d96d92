// @ts-check
/** @import { IModule } from 'dependency-cruiser' */
/** @import { Violation } from '../workspace/problem.mjs' */

/**
 * Files that import each other in a circle. dependency-cruiser reports circles too, but unreliably where several
 * circles meet; its graph of imports is reliable.
 *
 * @param {readonly Pick<IModule, 'source' | 'dependencies'>[]} modules
 * @returns {Violation[]} one for each circle, at its first file
 */
export function findCircles(modules) {
  const next = new Map(
    modules.map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]),
  );
  const reached = new Map([...next.keys()].map((file) => [file, reachedFrom(file, next)]));
  const circles = new Map(
    [...reached].flatMap(([file, others]) => {
      const circle = [...others].filter((other) => reached.get(other)?.has(file)).toSorted();
      return circle[0] === undefined ? [] : [[circle[0], circle]];
    }),
  );
  return [...circles.values()].map(([file = '', ...others]) => ({
    file,
    line: 1,
    what: `is in a circle of imports with ${others.join(', ')}`,
    why: 'none of them can be read, tested or moved without the others; the import of a type counts as well',
    instead: 'move what two of them need into a file of its own',
  }));
}

/**
 * @param {string} start
 * @param {ReadonlyMap<string, readonly string[]>} next
 */
function reachedFrom(start, next) {
  const reached = new Set(next.get(start));
  // The loop also visits the files that it adds.
  for (const file of reached) next.get(file)?.forEach((other) => reached.add(other));
  return reached;
}
