// @ts-check
/** @import { IModule } from 'dependency-cruiser' */
/** @import { Violation } from './violation.mjs' */

/**
 * Files that lead to each other. dependency-cruiser says of an import whether it is part of a circle, but not reliably
 * where several circles meet; so its graph is asked, of which it is sure.
 *
 * @param {readonly Pick<IModule, 'source' | 'dependencies'>[]} modules
 * @param {readonly (readonly string[])[]} known circles that may stay, and take in no other file
 * @returns {Violation[]}
 */
export function findCircles(modules, known) {
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
  const inCircles = new Set([...circles.values()].flat());
  const isNew = (/** @type {string} */ file) => !known.flat().includes(file);
  return [
    ...[...circles.values()]
      .filter((circle) => !known.some((files) => circle.every((file) => files.includes(file))))
      .map((circle) => [...circle.filter(isNew), ...circle.filter((file) => !isNew(file))])
      .map(([file = '', ...others]) => ({
        file,
        line: 1,
        what: `is in a circle of imports with ${others.join(', ')}`,
        why: 'none of them can be read, tested or moved without the others; the import of a type counts as well',
        instead: 'move what two of them need into a file of its own',
      })),
    ...known
      .flat()
      .filter((file) => !inCircles.has(file))
      .map((file) => ({
        file,
        line: 1,
        what: 'is in no circle of imports any more',
        why: 'an exception that nobody needs lets the next circle in',
        instead: 'take it off knownCircles in tooling/boundaries/edges.mjs',
      })),
  ];
}

/**
 * @param {string} start
 * @param {ReadonlyMap<string, readonly string[]>} next
 */
function reachedFrom(start, next) {
  const reached = new Set(next.get(start));
  // A set is gone through with what is added to it meanwhile.
  for (const file of reached) next.get(file)?.forEach((other) => reached.add(other));
  return reached;
}
