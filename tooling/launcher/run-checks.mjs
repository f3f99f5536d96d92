// @ts-check
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runFolded } from './run-program.mjs';
import { createBoard, stateFolder } from './steps.mjs';
/** @import { Out } from './steps.mjs' */

/**
 * What is checked beside the tests: scripts of package.json, the longest first, because they run side by side.
 *
 * @typedef {{ name: string, mend?: string }} Check `mend` is the command that mends most of what it finds
 */

/** @type {readonly Check[]} */
const allChecks = [
  { name: 'format:check', mend: 'npm run format' },
  { name: 'examples' },
  { name: 'unused', mend: 'npx knip --fix' },
  { name: 'typecheck' },
  { name: 'packages', mend: 'npm run manifests' },
  { name: 'api', mend: 'npm run api -- --write' },
  { name: 'boundaries' },
  { name: 'lint', mend: 'npx oxlint --fix' },
];

/**
 * Whether a run is to say that a change is sound, checks and all, and not how some tests do that somebody
 * is working on.
 *
 * @param {readonly string[]} args of `npm test`
 */
export function asksForChecks(args) {
  return args.length === 0 || args.some((arg) => /^--changed(=|$)/.test(arg));
}

/** @typedef {Check & { output: string, log: string }} FailedCheck */

/**
 * Runs every check, whatever the others say: one run shows all there is to mend. As many run side by side
 * as there are cores; each says how it ended, with its output if it failed, in one piece.
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
 * Does one thing for each item, at most `limit` at a time, in the order of the items. When one of them
 * throws, none is begun any more, and the error is thrown after those that have begun are over: nothing goes
 * on behind the caller's back.
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
  /** @type {unknown[]} */
  const errors = [];
  const queue = [...items.entries()];
  const worker = async () => {
    while (errors.length === 0) {
      const next = queue.shift();
      if (!next) return;
      try {
        results[next[0]] = await work(next[1]);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
