// @ts-check
/** @import { Packed } from './pack-packages.mjs' */

/** Our packages that the vendor's project declares; the others come with these. */
const DEPENDENCIES = ['@scimwright/connector-bic', '@scimwright/host', 'scimwright'];
const DEV_DEPENDENCIES = ['@scimwright/conformance', '@scimwright/testing'];

/**
 * The project of a vendor with only our tarballs: the ten lines that serve a connector, and the connector's own tests.
 *
 * @param {readonly Pick<Packed, 'name' | 'tarball'>[]} packed
 * @param {Record<string, string>} tools the vendor's own tools with their versions: TypeScript and a test runner
 * @param {string} test the connector's own test file
 * @param {string} readme its README, which the test reads
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
      // By exec, so that no shell between npm and the host receives the signal to stop.
      scripts: { start: 'exec node built/main.js --demo' },
      dependencies: tarballs(DEPENDENCIES),
      devDependencies: { ...tarballs(DEV_DEPENDENCIES), ...tools },
      // Never requests our names from the registry, where another project may have them.
      overrides: tarballs([...ours.keys()].filter((name) => !asked.has(name))),
      scimwright: { connectors: './built/connectors.js' },
    },
    'tsconfig.json': {
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        // Checks our declarations too, since their imports must be installed with them.
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
 * A connector's test for the project outside, where it imports the connector by its name.
 *
 * @param {string} test
 * @param {string} name
 * @throws {Error} when it imports any other file by a path, which is not in the package
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
 * Our packages that an install did not take from a tarball.
 *
 * @param {{ packages: Record<string, { resolved?: string }> }} lockfile npm's
 * @param {readonly string[]} names all our packages
 */
export function notFromTarballs({ packages }, names) {
  return Object.entries(packages)
    .filter(([path]) => names.some((name) => path.endsWith(`node_modules/${name}`)))
    .filter(([, { resolved }]) => !resolved?.startsWith('file:'))
    .map(([path]) => path);
}

/**
 * The packages with an install script, except optional ones.
 *
 * @param {{ packages: Record<string, { hasInstallScript?: boolean, optional?: boolean }> }} lockfile npm's
 * @returns {string[]} their paths
 */
export function scriptsIn({ packages }) {
  return Object.entries(packages)
    .filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional)
    .map(([path]) => path);
}
