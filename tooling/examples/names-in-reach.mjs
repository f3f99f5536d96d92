// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { covers, findEdge } from '../boundaries/edges.mjs';
import { readSource } from '../boundaries/read-house.mjs';
/** @import { House, Package, Source } from '../boundaries/read-house.mjs' */
/** @import { Exports } from './find-exports.mjs' */

/** What examples have in common: `shared.ts`, and a file for each package that needs its own. */
export const PRELUDE = 'tooling/examples/prelude';

/** @typedef {{ path: string, hasValue: boolean }} Origin the file from which a name is imported */
/** @typedef {ReadonlyMap<string, Origin>} Reach */

/**
 * The names that the examples of a file can use without importing them, from the first source that has them: the file
 * itself, the public names of its package, the prelude, then the packages that this one may import. The example of an
 * internal name may also use internal names of its package. A README imports what it uses, so it gets only the prelude.
 *
 * @param {House} house
 * @param {string} root
 * @param {(source: Source) => Exports} exportsOf
 * @returns {(folder: string, source?: Source) => { ofPublic: Reach, ofInternal: Reach, ofPage: Reach }}
 */
export function namesInReach(house, root, exportsOf) {
  const preludes = new Map(readPreludes(root).map((source) => [source.inPackage, source]));

  return (folder, source) => {
    const own = house.packages.find((one) => one.folder === folder);
    const below = findEdge(folder)?.to ?? [];
    const imported = house.packages.filter((one) => below.some((pattern) => covers(pattern, one.folder)));
    const prelude = [preludes.get(`${basename(folder)}.ts`), preludes.get('shared.ts')];
    /** @param {readonly (Source | undefined)[]} internal */
    const reach = (internal) =>
      firstWins(
        [source, ...(own ? entriesOf(own) : []), ...prelude, ...internal, ...imported.flatMap(entriesOf)],
        exportsOf,
      );
    return {
      ofPublic: reach([]),
      ofInternal: reach(own ? own.sources.filter(({ isTest }) => !isTest) : []),
      ofPage: firstWins(prelude, exportsOf),
    };
  };
}

/**
 * The sources whose names are public: those that package.json exports.
 *
 * @param {Package} one
 */
export function entriesOf({ entries, sources }) {
  return Object.values(entries).flatMap((file) => sources.find(({ inPackage }) => inPackage === file) ?? []);
}

/**
 * @param {readonly (Source | undefined)[]} sources
 * @param {(source: Source) => Exports} exportsOf
 * @returns {Reach}
 */
function firstWins(sources, exportsOf) {
  /** @type {Map<string, Origin>} */
  const reach = new Map();
  for (const source of sources) {
    if (source === undefined) continue;
    const { declared, names } = exportsOf(source);
    const bare = new Set(declared.flatMap(({ name, hasValue }) => (hasValue ? [] : [name])));
    for (const name of names) {
      if (!reach.has(name)) reach.set(name, { path: source.path, hasValue: !bare.has(name) });
    }
  }
  return reach;
}

/** @param {string} root */
function readPreludes(root) {
  if (!existsSync(join(root, PRELUDE))) return [];
  return readdirSync(join(root, PRELUDE))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readSource(`${PRELUDE}/${name}`, name, readFileSync(join(root, PRELUDE, name), 'utf8')));
}
