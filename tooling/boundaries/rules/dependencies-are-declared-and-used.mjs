// @ts-check
import { isBuiltin } from 'node:module';
import { loadedByName } from '../edges.mjs';
import { lineAt } from '../read-source.mjs';
import { splitSpecifier } from '../split-specifier.mjs';
/** @import { Manifest, Package } from '../read-house.mjs' */
/** @import { Rule } from '../violation.mjs' */

/**
 * What is imported stands in package.json, and what stands there is imported.
 *
 * @type {Rule}
 */
export function* dependenciesAreDeclaredAndUsed({ root, packages }) {
  for (const house of packages) {
    yield* undeclared(house, root);
    yield* unused(house, packages);
  }
}

/**
 * @param {Package} house
 * @param {Manifest} root
 */
function* undeclared({ name, folder, manifest, sources }, root) {
  const runtime = { ...manifest.dependencies, ...manifest.peerDependencies };
  const inTests = { ...runtime, ...manifest.devDependencies, ...root.devDependencies };
  for (const { path, isTest, imports } of sources) {
    for (const { specifier, line } of imports) {
      const { packageName } = splitSpecifier(specifier);
      if (specifier.startsWith('.') || isBuiltin(specifier) || packageName === name) continue;
      if (packageName in (isTest ? inTests : runtime)) continue;
      yield {
        file: path,
        line,
        what: `${packageName} is imported but not declared`,
        why: 'it is found here by chance of the workspace, and not where the package is installed',
        instead: `add it to ${isTest ? 'devDependencies' : 'dependencies'} of ${folder}/package.json`,
      };
    }
  }
}

/**
 * @param {Package} house
 * @param {readonly Package[]} packages
 */
function* unused({ folder, manifest, manifestText, sources }, packages) {
  const dependencies = Object.keys(manifest.dependencies ?? {});
  const used = new Set([
    ...sources
      .filter(({ isTest }) => !isTest)
      .flatMap(({ imports }) => imports.map(({ specifier }) => splitSpecifier(specifier).packageName)),
    // A dependency may be there to be the one copy of what another dependency takes as a peer.
    ...packages
      .filter(({ name }) => dependencies.includes(name))
      .flatMap((dependency) => Object.keys(dependency.manifest.peerDependencies ?? {})),
  ]);
  const byName = loadedByName.filter((entry) => entry.folder === folder);
  const isUsed = (/** @type {string} */ name) =>
    used.has(name) || byName.some(({ dependency }) => dependency.test(name));
  for (const dependency of dependencies.filter((each) => !isUsed(each))) {
    yield {
      file: `${folder}/package.json`,
      line: lineAt(manifestText, manifestText.indexOf(`"${dependency}":`)),
      what: `${dependency} is a dependency that no source imports`,
      why: 'whoever installs the package would install it for nothing',
      instead: 'remove it, or move it to devDependencies if only tests need it',
    };
  }
}
