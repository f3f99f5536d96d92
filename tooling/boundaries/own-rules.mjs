// @ts-check
import { parseSync, Visitor } from 'oxc-parser';
import { coreFolders, covers, edges, findEdge } from './edges.mjs';
import { lineAt } from './violation.mjs';
/** @import { Package } from './read-house.mjs' */
/** @import { Rule } from './violation.mjs' */

const TABLE = 'tooling/boundaries/edges.mjs';

/**
 * Every package has its row in the table of imports, and every row its package.
 *
 * @type {Rule}
 */
function* rowsFitPackages({ packages }) {
  for (const { folder } of packages.filter(({ folder }) => !findEdge(folder))) {
    yield {
      file: `${folder}/package.json`,
      line: 1,
      what: 'has no row in the table of allowed imports',
      why: 'a package without a place in the picture would be imported from anywhere',
      instead: `add its row, with the reason, to ${TABLE}`,
    };
  }
  for (const { from } of edges.filter(({ from }) => !packages.some(({ folder }) => covers(from, folder)))) {
    yield {
      file: TABLE,
      line: 1,
      what: `has a row for ${from}, which is not there`,
      why: 'a misspelt row allows nothing and forbids nothing',
      instead: 'correct it, or remove it',
    };
  }
}

/**
 * Every folder of core has its place in their order.
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
 * Core computes; it does not wait.
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
        why: 'whatever waits for something needs a store or a network, which core must not know',
        instead: 'compute on values here, and do the waiting in an operation of packages/server',
      };
    }
  }
}

/**
 * The public names of a package are written down. That no export is a default is a rule of oxlint.
 *
 * @type {Rule}
 */
function* exportsAreEnumerated({ packages }) {
  for (const { path, text } of packages.flatMap(({ sources }) => sources)) {
    // Parsing all takes a while, and next to none has it.
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
 * A file is named for what it exports, so that a reader finds it by guessing.
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
      why: 'everything fits into it, so everything ends up in it',
      instead: 'name each file for its one export, and put a type beside what uses it',
    };
  }
}

/**
 * The name of no connector of this project stands in the kit, not even in a comment: the names are those of the folders.
 * The template is nobody's product, and a vendor's own connector may be called by any word, such as flow.
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
          why: 'what one vendor needs would become a special case that every other vendor carries',
          instead: 'make it a policy that any connector can choose, and choose it in that connector',
        };
      }
    }
  }
}

/** What no tool has a rule for. @type {readonly Rule[]} */
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
  const note = (/** @type {{ start: number, async: boolean }} */ { start, async }) => {
    if (async) offsets.push(start);
  };
  new Visitor({
    FunctionDeclaration: note,
    FunctionExpression: note,
    ArrowFunctionExpression: note,
    AwaitExpression: ({ start }) => void offsets.push(start),
  }).visit(parseSync(path, text).program);
  return [...new Set(offsets.map((offset) => lineAt(text, offset)))];
}
