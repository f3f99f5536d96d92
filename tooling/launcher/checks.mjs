// @ts-check

/** What is checked beside the tests: scripts of package.json, in the order in which they are worth reading. */
export const checks = ['format:check', 'lint', 'typecheck', 'boundaries', 'examples', 'packages'];
