// @ts-check
/** @import { Packed } from './pack-packages.mjs' */

/** What the vendor's project asks for itself; the rest of our packages comes with these. */
const DEPENDENCIES = ['@scimwright/connector-bic', '@scimwright/host', 'scimwright'];
const DEV_DEPENDENCIES = ['@scimwright/conformance', '@scimwright/testing'];

/**
 * The project of a vendor who has nothing but our tarballs: the ten lines that serve a connector, and the
 * connector's own tests.
 *
 * @param {readonly Pick<Packed, 'name' | 'tarball'>[]} packed
 * @param {Record<string, string>} tools what a vendor has besides, by version: TypeScript and a test runner
 * @param {string} test the connector's own test file
 * @param {string} readme its README, which the test looks at
 * @returns {Record<string, string | object>} files by path
 */
export function outsideProject(packed, tools, test, readme) {
  const ours = new Map(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const asked = new Set([...DEPENDENCIES, ...DEV_DEPENDENCIES]);
  /** @param {readonly string[]} names */
  const tarballs = (names) => Object.fromEntries(names.map((name) => [name, ours.get(name)]));

  return {
    'package.json': {
      name: 'outside',
      private: true,
      type: 'module',
      // By exec, so that no shell stands between npm and the host when it is told to stop.
      scripts: { start: 'exec node built/main.js --demo' },
      dependencies: tarballs(DEPENDENCIES),
      devDependencies: { ...tarballs(DEV_DEPENDENCIES), ...tools },
      // The registry is never asked for a name of ours: somebody else may have it.
      overrides: tarballs([...ours.keys()].filter((name) => !asked.has(name))),
      scimwright: { connectors: './built/connectors.js' },
    },
    'tsconfig.json': {
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        // Our declarations are checked too: what they import has to come with them.
        skipLibCheck: false,
        types: ['node'],
        rootDir: '.',
        outDir: 'built',
      },
      include: ['*.ts', 'test/*.ts'],
    },
    'connectors.ts': [
      "import { bic } from '@scimwright/connector-bic';",
      '',
      'export const connectors = [bic];',
      '',
    ].join('\n'),
    'main.ts': [
      "import { startHost } from '@scimwright/host';",
      "import { connectors } from './connectors.js';",
      '',
      'await startHost({ connectors });',
      '',
    ].join('\n'),
    'README.md': readme,
    'test/bic.test.ts': fromOutside(test, '@scimwright/connector-bic'),
  };
}

/**
 * A connector's test as it stands outside: the same, but importing the connector by its name.
 *
 * @param {string} test
 * @param {string} name
 * @throws {Error} when it imports anything else by a path, which is not in the package
 */
export function fromOutside(test, name) {
  const adapted = test
    .replaceAll("from './index.ts'", `from '${name}'`)
    .replaceAll(/from '\.\.\/([\w-]+\.json)'/g, `from '${name}/$1'`);
  const left = /from '(\.[^']*)'/.exec(adapted)?.[1];
  if (left) throw new Error(`The test of ${name} imports ${left}, which its package does not export.`);
  return adapted;
}

/**
 * The packages of ours that an install took from somewhere else than a tarball.
 *
 * @param {{ packages: Record<string, { resolved?: string }> }} lockfile npm's
 * @param {readonly string[]} names all of ours
 */
export function notFromTarballs({ packages }, names) {
  return Object.entries(packages)
    .filter(([path]) => names.some((name) => path.endsWith(`node_modules/${name}`)))
    .filter(([, { resolved }]) => !resolved?.startsWith('file:'))
    .map(([path]) => path);
}

/**
 * The packages that run a script when they are installed, other than those that a machine may be without.
 *
 * @param {{ packages: Record<string, { hasInstallScript?: boolean, optional?: boolean }> }} lockfile npm's
 * @returns {string[]} their paths
 */
export function scriptsIn({ packages }) {
  return Object.entries(packages)
    .filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional)
    .map(([path]) => path);
}
