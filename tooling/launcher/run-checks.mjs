// @ts-check
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createBoard } from './board.mjs';
import { checks as all } from './checks.mjs';
import { runFolded } from './run-folded.mjs';
import { sideBySide } from './side-by-side.mjs';
import { stateFolder } from './state-folder.mjs';
/** @import { Out } from './board.mjs' */
/** @import { Check } from './checks.mjs' */

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
  const { checks = all, limit = availableParallelism(), program = 'pnpm', out = process.stdout } = options;
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
