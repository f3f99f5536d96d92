// @ts-check
import { parseSync, Visitor } from 'oxc-parser';
import { coreFolders, covers, edges, findEdge, testEdges } from './edges.mjs';
import { lineAt } from '../workspace/problem.mjs';
/** @import { Violation } from '../workspace/problem.mjs' */
/** @import { House, Package } from './read-house.mjs' */

const TABLE = 'tooling/boundaries/edges.mjs';

/** @typedef {(house: House) => Iterable<Violation>} Rule */

/**
 * Every package has its row in the table of imports, and every folder that the table names is a package.
 *
 * @type {Rule}
 */
function* rowsFitPackages({ packages }) {
  for (const { folder } of packages.filter(({ folder }) => !findEdge(folder))) {
    yield {
      file: `${folder}/package.json`,
      line: 1,
      what: 'has no row in the table of allowed imports',
      why: 'a package without a row may be imported from anywhere',
      instead: `add its row, with the reason, to ${TABLE}`,
    };
  }
  const named = new Set([
    ...edges.flatMap(({ from, to, tests = [] }) => [from, ...to, ...tests]),
    ...testEdges.to,
  ]);
  for (const name of [...named].filter((name) => !packages.some(({ folder }) => covers(name, folder)))) {
    yield {
      file: TABLE,
      line: 1,
      what: `names ${name}, which is no package`,
      why: 'a misspelt name allows nothing and forbids nothing',
      instead: 'correct it, or remove it',
    };
  }
}

/**
 * Every folder of core has a place in the order of core's folders.
 *
 * @type {Rule}
 */
function* coreFoldersHaveAPlace({ packages }) {
  for (const { path, inPackage } of sourcesOf(packages, 'packages/core')) {
    const [folder = '', ...rest] = inPackage.split('/');
    if (rest.length === 0 || coreFolders.includes(folder)) continue;
    yield {
      file: path,
      line: 1,
      what: `the folder ${folder} has no place in the order of core's folders`,
      why: 'without a place, nothing says what it may import',
      instead: `add it to coreFolders in ${TABLE}`,
    };
  }
}

/**
 * Core has no async function: it computes on values.
 *
 * @type {Rule}
 */
function* coreDoesNotWait({ packages }) {
  for (const { path, text } of sourcesOf(packages, 'packages/core')) {
    for (const line of linesThatWait(path, text)) {
      yield {
        file: path,
        line,
        what: 'core has an async function',
        why: 'code that waits needs a store or a network, which core must not know',
        instead: 'compute on values here, and do the waiting in an operation of packages/server',
      };
    }
  }
}

/**
 * The public names of a package are written out. oxlint forbids default exports.
 *
 * @type {Rule}
 */
function* exportsAreEnumerated({ packages }) {
  for (const { path, text } of packages.flatMap(({ sources }) => sources)) {
    // Parsing every source would be slow.
    if (!/\bexport\s*\*/.test(text)) continue;
    const { staticExports } = parseSync(path, text).module;
    for (const { start, entries } of staticExports) {
      if (!entries.some(({ importName }) => importName.kind.startsWith('All'))) continue;
      yield {
        file: path,
        line: lineAt(text, start),
        what: 'export *',
        why: 'the public names of a package would change without anyone having written them down',
        instead: 'list the names: export { parsePath } from …',
      };
    }
  }
}

/**
 * A file is named for what it exports, so that a reader can guess its name.
 *
 * @type {Rule}
 */
function* namesSaySomething({ packages }) {
  for (const { path, inPackage } of packages.flatMap(({ sources }) => sources)) {
    const name = /(?:^|\/)(utils?|helpers?|common|types)(?:\/|(?:\.test)?\.tsx?$)/.exec(inPackage)?.[1];
    if (name === undefined) continue;
    yield {
      file: path,
      line: 1,
      what: `the name "${name}" does not say what is inside`,
      why: 'anything fits, so everything ends up in it',
      instead: 'name each file for its one export, and put a type beside what uses it',
    };
  }
}

/**
 * The kit names no connector of this project, not even in a comment; a connector is named by its folder. The template
 * does not count, nor does a vendor's own connector, whose name may be any word, such as flow.
 *
 * @type {Rule}
 */
function* kitKnowsNoVendor({ packages }) {
  const vendors = packages
    .filter(({ name, folder }) => name.startsWith('@scimwright/') && folder.startsWith('connectors/'))
    .map(({ folder }) => folder.slice('connectors/'.length))
    .filter((vendor) => vendor !== 'template');
  for (const vendor of vendors) {
    for (const { path, text } of sourcesOf(packages, 'packages/connector-kit')) {
      for (const { index } of text.matchAll(new RegExp(`\\b${vendor}\\b`, 'gi'))) {
        yield {
          file: path,
          line: lineAt(text, index),
          what: `the kit mentions ${vendor}`,
          why: 'the special case of one vendor would be carried by every other vendor',
          instead: 'make it a policy that any connector can choose, and choose it in that connector',
        };
      }
    }
  }
}

/** The rules that no tool has. @type {readonly Rule[]} */
export const ownRules = [
  rowsFitPackages,
  coreFoldersHaveAPlace,
  coreDoesNotWait,
  exportsAreEnumerated,
  namesSaySomething,
  kitKnowsNoVendor,
];

/**
 * @param {readonly Package[]} packages
 * @param {string} folder
 */
function sourcesOf(packages, folder) {
  const sources = packages.find((one) => one.folder === folder)?.sources ?? [];
  return sources.filter(({ isTest }) => !isTest);
}

/**
 * @param {string} path
 * @param {string} text
 */
function linesThatWait(path, text) {
  /** @type {number[]} */
  const offsets = [];
  const add = (/** @type {{ start: number, async: boolean }} */ { start, async }) => {
    if (async) offsets.push(start);
  };
  new Visitor({
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
    AwaitExpression: ({ start }) => void offsets.push(start),
  }).visit(parseSync(path, text).program);
  return [...new Set(offsets.map((offset) => lineAt(text, offset)))];
}
