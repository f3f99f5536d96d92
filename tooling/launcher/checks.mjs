// @ts-check

/**
 * What is checked beside the tests: scripts of package.json, the longest first, because they run side by side.
 *
 * @typedef {{ name: string, mend?: string }} Check `mend` is the command that mends most of what it finds
 */

/** @type {readonly Check[]} */
export const checks = [
  { name: 'format:check', mend: 'npm run format' },
  { name: 'examples' },
  { name: 'unused', mend: 'npx knip --fix' },
  { name: 'typecheck' },
  { name: 'packages', mend: 'npm run manifests' },
  { name: 'api', mend: 'npm run api -- --write' },
  { name: 'boundaries' },
  { name: 'lint', mend: 'npx oxlint --fix' },
];
