// @ts-check
import { dirname, join } from 'node:path/posix';
import { OURS, SOURCE_CONDITION } from './manifest.mjs';
/** @import { Problem } from '../workspace/problem.mjs' */
/** @import { Tarball } from './read-tarball.mjs' */

/** @typedef {(tarball: Tarball) => Iterable<Problem>} Rule */

/** @type {Rule} */
function* readersHaveTheirPages({ files }) {
  for (const { file, why } of [
    { file: 'README.md', why: 'npm shows it as the page of the package' },
    // pnpm adds the LICENSE of the workspace's root.
    { file: 'LICENSE', why: 'the MIT licence must come with every copy' },
  ]) {
    if (!files.has(file)) yield { what: `${file} is missing`, why, instead: `add ${file}` };
  }
}

const ALWAYS = /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const COMPILED = /^dist\/.+\.(js|d\.ts)(\.map)?$/;
const SOURCES = /^src\/.+\.ts$/;
const ONLY_HERE = /\.(test|fixture)\.|(^|\/)(fixtures|__tests__|node_modules)\/|\.tsbuildinfo$/;

/**
 * Nothing is packed unless it is on this list.
 *
 * @type {Rule}
 */
function* nothingElse({ manifest, files }) {
  const data = (manifest.files ?? []).filter((entry) => !/^(!|dist$|src$)/.test(entry));
  for (const file of files.keys()) {
    const isNamed = data.some((entry) => file === entry || file.startsWith(`${entry}/`));
    const mayBeIn = isNamed || [ALWAYS, COMPILED, SOURCES].some((pattern) => pattern.test(file));
    if (mayBeIn && !ONLY_HERE.test(file)) continue;
    yield {
      what: `${file} is packed`,
      why: 'everyone who installs the package would download a file without a use',
      instead: 'exclude it in "files"; name data that is read at run time there',
    };
  }
}

/**
 * Every source comes with its JavaScript, its declarations and both maps.
 *
 * @type {Rule}
 */
function* outputsAreWhole({ files }) {
  const names = [...files.keys()].flatMap((file) => /^src\/(.+)(?<!\.d)\.ts$/.exec(file)?.[1] ?? []);
  if (names.length === 0) {
    yield { what: 'src is not packed', why: 'the maps lead to it', instead: 'name src in "files"' };
  }
  const endings = ['.js', '.js.map', '.d.ts', '.d.ts.map'];
  const outputs = names.flatMap((name) => endings.map((ending) => `dist/${name}${ending}`));
  for (const file of outputs.filter((output) => !files.has(output))) {
    yield {
      what: `${file} is missing`,
      why: 'its source is packed, so someone will import it',
      instead: 'build before packing, with declarations and both maps',
    };
  }
}

/**
 * A stack trace, and "go to definition" in an editor, lead to a packed file.
 *
 * @type {Rule}
 */
function* mapsLeadToSources({ files }) {
  for (const [file, { text }] of files) {
    if (!file.startsWith('dist/') || !file.endsWith('.map')) continue;
    /** @type {{ sources: string[] }} */
    const { sources } = JSON.parse(text);
    for (const source of sources.map((path) => join(dirname(file), path))) {
      if (files.has(source)) continue;
      yield {
        what: `${file} leads to ${source}, which is not packed`,
        why: 'an editor and a debugger would open nothing',
        instead: 'pack the source; if it is gone, delete dist and build again',
      };
    }
  }
}

const BESIDE_THE_MODULE = /new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url\s*\)/g;

/**
 * Files in "files", and files that the JavaScript reads by a relative URL, are packed. publint checks "exports" and "bin".
 *
 * @type {Rule}
 */
function* targetsAreThere({ manifest, files }) {
  const named = (manifest.files ?? []).filter((entry) => !entry.startsWith('!'));
  const read = [...files].flatMap(([file, { text }]) =>
    /^dist\/.*\.js$/.test(file)
      ? [...text.matchAll(BESIDE_THE_MODULE)].map(([, path = '']) => ({
          from: file,
          target: join(dirname(file), path),
        }))
      : [],
  );
  for (const { from, target } of [...named.map((entry) => ({ from: '"files"', target: entry })), ...read]) {
    const path = join(target).replace(/\/$/, '');
    if ([...files.keys()].some((file) => file === path || file.startsWith(`${path}/`))) continue;
    yield {
      what: `${from} points at ${target}, which is not packed`,
      why: 'it works in this workspace only',
      instead: 'add it to "files", or stop pointing at it',
    };
  }
}

/**
 * publint checks that a program exists and has its first line, but not that it is executable.
 *
 * @type {Rule}
 */
function* programsAreExecutable({ manifest, files }) {
  for (const [name, path] of Object.entries(manifest.bin ?? {})) {
    if (files.get(join(path))?.isExecutable !== false) continue;
    yield {
      what: `${path}, the program ${name}, is not executable`,
      why: 'a shell would refuse it',
      instead: 'name it in "bin"; pnpm then makes it executable',
    };
  }
}

/**
 * package.json says nothing that only this workspace understands.
 *
 * @type {Rule}
 */
function* manifestStandsAlone({ manifest }) {
  const { dependencies, peerDependencies, devDependencies } = manifest;
  for (const [name, range] of Object.entries({ ...devDependencies, ...dependencies, ...peerDependencies })) {
    if (!/^(workspace|catalog|link|file):/.test(range)) continue;
    yield {
      what: `${name} is asked for as ${range}`,
      why: 'npm does not know what that means',
      instead: 'pack with pnpm, which writes the version in its place',
    };
  }

  const atRunTime = [dependencies, peerDependencies].flatMap((some) => Object.entries(some ?? {}));
  for (const [name, range] of atRunTime) {
    if (OURS.test(name) || !/^\d/.test(range)) continue;
    yield {
      what: `${name} is asked for as ${range} and nothing newer`,
      why: 'a project with another patch release would get two copies or an error from npm, and no security fix',
      instead: 'make it a range in the catalog of pnpm-workspace.yaml; the lockfile pins it here',
    };
  }

  if (JSON.stringify(manifest.exports ?? {}).includes(`"${SOURCE_CONDITION}"`)) {
    yield {
      what: `"exports" has the condition ${SOURCE_CONDITION}`,
      why: "a vendor's workspace that asks for it would compile our sources under its own settings",
      instead: 'leave it out in "publishConfig"; `npm run manifests` does so',
    };
  }
}

/** @type {readonly Rule[]} */
const rules = [
  readersHaveTheirPages,
  nothingElse,
  outputsAreWhole,
  mapsLeadToSources,
  targetsAreThere,
  programsAreExecutable,
  manifestStandsAlone,
];

/**
 * The problems of a tarball that publint and attw do not find.
 *
 * @param {Tarball} tarball
 * @returns {Problem[]}
 */
export function checkTarball(tarball) {
  return rules.flatMap((rule) => [...rule(tarball)]);
}
