// @ts-check
import { Refusal } from '../launcher/run-program.mjs';
import { OURS, SOURCE_CONDITION } from './manifest.mjs';
/** @import { Problem } from '../workspace/problem.mjs' */
/** @import { Exports, Manifest } from './manifest.mjs' */

const REPOSITORY = 'https://github.com/scimwright/scimwright';
const KEYWORDS = ['scim', 'scim2', 'provisioning', 'entra-id'];
const FILES = ['dist', 'src'];
const LEFT_OUT = ['!src/**/*.test.ts', '!src/**/*.fixture.ts', '!dist/**/*.tsbuildinfo'];

/**
 * A package.json by the template: it keeps the fields of its own, gets the shared fields, and has them in one order.
 * A vendor's connector keeps its own addresses and license.
 *
 * @param {Manifest} manifest
 * @param {string} folder from the root, as `packages/core`
 * @returns {Manifest}
 * @throws {Refusal} when it has a field that the template does not know
 */
export function inTemplate(manifest, folder) {
  const { name, version, description, bin, ...rest } = manifest;
  const { dependencies, peerDependencies, peerDependenciesMeta, devDependencies } = manifest;
  const { exports = {}, keywords = [], files = [] } = manifest;
  const { '.': main, './package.json': _, ...subpaths } = exports;
  const all = { ...(main && { '.': main }), ...subpaths, './package.json': './package.json' };

  const isOurs = OURS.test(name);
  const filled = {
    name,
    version,
    description,
    keywords: [...KEYWORDS, ...keywords.filter((word) => !KEYWORDS.includes(word))],
    homepage: isOurs ? `${REPOSITORY}/tree/main/${folder}#readme` : manifest.homepage,
    bugs: isOurs ? `${REPOSITORY}/issues` : manifest.bugs,
    license: isOurs ? 'MIT' : manifest.license,
    type: 'module',
    repository: isOurs
      ? { type: 'git', url: `git+${REPOSITORY}.git`, directory: folder }
      : manifest.repository,
    engines: { node: '>=20.19' },
    exports: all,
    bin,
    // The sources are published because the maps lead to them, in stack traces and editors.
    files: [
      ...FILES,
      ...files.filter((entry) => !entry.startsWith('!') && !FILES.includes(entry)),
      ...LEFT_OUT,
    ],
    // Loading a program has effects; importing a module has none.
    ...(main && { sideEffects: false }),
    publishConfig: { access: 'public', ...asPublished(all) },
    scripts: { build: 'tsc -b', ...manifest.scripts },
    dependencies,
    peerDependencies,
    peerDependenciesMeta,
    devDependencies,
  };
  const unknown = Object.keys(rest).find((field) => !(field in filled));
  if (unknown) {
    throw new Refusal(
      `${folder}/package.json has the field ${unknown}, which tooling/release/template.mjs does not know.`,
    );
  }
  return JSON.parse(JSON.stringify(filled)); // without the fields that are undefined
}

/**
 * The exports without the source condition. A vendor's workspace that uses the condition too would compile our sources
 * under its own settings, or Node would refuse their types.
 *
 * @param {Exports} exports
 * @returns {{ exports?: Exports }}
 */
function asPublished(exports) {
  const published = Object.entries(exports).map(([subpath, target]) => {
    if (typeof target === 'string') return [subpath, target];
    const { [SOURCE_CONDITION]: _, ...conditions } = target;
    return [subpath, conditions];
  });
  const isSame = Object.values(exports).every((target) => !Object.keys(target).includes(SOURCE_CONDITION));
  return isSame ? {} : { exports: Object.fromEntries(published) };
}

/**
 * Whether the text of a public package's package.json follows the template.
 *
 * @param {string} text
 * @param {string} folder from the root, as `packages/core`
 * @returns {Problem[]}
 */
export function checkManifest(text, folder) {
  if (text === mendedManifest(text, folder)) return [];
  return [
    {
      what: 'differs from the template of public packages',
      why: 'the shared fields of packages would drift apart',
      instead: 'run `npm run manifests`',
    },
  ];
}

/**
 * The text of a package.json, rewritten by the template.
 *
 * @param {string} text
 * @param {string} folder
 */
export function mendedManifest(text, folder) {
  return `${JSON.stringify(inTemplate(JSON.parse(text), folder), undefined, 2)}\n`;
}
