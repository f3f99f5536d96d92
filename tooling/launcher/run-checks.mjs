// @ts-check
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { manyAtOnce } from '../workspace/many-at-once.mjs';
import { runFolded } from './run-program.mjs';
import { createBoard, stateFolder } from './steps.mjs';
/** @import { Out } from './steps.mjs' */

/**
 * The checks besides the tests: scripts of package.json, the slowest first, because they run side by side.
 *
 * @typedef {{ name: string, mend?: string }} Check `mend` is the command that fixes most of what the check finds
 */

/** @type {readonly Check[]} */
const allChecks = [
  { name: 'examples' },
  { name: 'unused', mend: 'npx knip --fix' },
  { name: 'typecheck' },
  { name: 'packages', mend: 'npm run manifests' },
  { name: 'api', mend: 'npm run api -- --write' },
  { name: 'boundaries' },
  { name: 'format:check', mend: 'npm run format' },
  { name: 'lint', mend: 'npx oxlint --fix' },
];

/**
 * Whether a run is to verify a whole change, checks included, rather than the tests of some files.
 *
 * @param {readonly string[]} args of `npm test`
 */
export function asksForChecks(args) {
  return args.length === 0 || args.some((arg) => /^--changed(=|$)/.test(arg));
}

/** @typedef {Check & { output: string, log: string }} FailedCheck */

/**
 * Runs every check, even after one has failed, so that one run shows everything to fix. As many run at a time as there
 * are cores. The output of a failed check is printed in one piece.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 * @param {{ checks?: readonly Check[], limit?: number, program?: string, out?: Out }} [options] `program` runs
 *   a script of package.json by `<program> run <script>`
 * @returns {Promise<FailedCheck[]>} in the order of the checks
 */
export async function runChecks(root, env, options = {}) {
  const {
    checks = allChecks,
    limit = availableParallelism(),
    program = 'pnpm',
    out = process.stdout,
  } = options;
  const board = createBoard(out);
  const results = await sideBySide(checks, limit, async (check) => {
    const line = board.begin(check.name);
    const log = join(stateFolder(root), `${check.name.replace(':', '-')}.log`);
    const { ok, output } = await runFolded(program, ['run', check.name], { cwd: root, env, log }).catch(
      (error) => {
        line.failed();
        throw error;
      },
    );
    if (ok) {
      line.done();
      return undefined;
    }
    line.failed(`${output.trimEnd().replaceAll(/^/gm, '  ')}\n`);
    return { ...check, output, log };
  });
  return results.filter((result) => result !== undefined);
}

/**
 * Calls `work` for each item in order, at most `limit` at a time. After an error it starts no more, waits for the
 * running ones, and then throws the error.
 *
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {number} limit
 * @param {(item: Item) => Promise<Result>} work
 * @returns {Promise<Result[]>} in the order of the items
 */
export async function sideBySide(items, limit, work) {
  /** @type {Result[]} */
  const results = [];
  await manyAtOnce({ to: items.length, limit }, async (at) => {
    results[at] = await work(/** @type {Item} */ (items[at]));
  });
  return results;
}
