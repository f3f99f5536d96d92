// @ts-check
import { announce } from './announce.mjs';
import { Refusal } from './refusal.mjs';
import { runFolded } from './run-folded.mjs';

const TAIL = 40;

/**
 * Runs one step behind one line of progress; its output is shown only when it fails, and then its end.
 *
 * @param {{ title: string, hint?: string, advice?: string, command: string, args: readonly string[],
 *   cwd: string, env: NodeJS.ProcessEnv, log: string }} step
 * @returns {Promise<string>} the step's output
 * @throws {Refusal} when it fails
 */
export async function runStep({ title, hint = '', advice = '', command, args, ...run }) {
  const line = announce(title, { hint });
  const { ok, output } = await runFolded(command, args, run).catch((error) => {
    line.failed();
    throw error;
  });
  if (ok) {
    line.done();
    return output;
  }
  line.failed();
  const tail = output.trimEnd().split('\n').slice(-TAIL).join('\n');
  throw new Refusal(
    `${tail}\n\n${title}: this failed. The full log is ${run.log}.${advice && `\n${advice}`}`,
  );
}
