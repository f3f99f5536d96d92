// @ts-check
import { Interrupted } from './interrupted.mjs';
import { Refusal } from './refusal.mjs';

/**
 * Runs a command of the launcher and exits with its code. The one place that decides what a person sees
 * when it fails; anything unexpected keeps its stack, because that is a bug of ours.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

/** @param {unknown} error */
function exitCodeOf(error) {
  if (error instanceof Interrupted) return error.exitCode;
  console.error(error instanceof Refusal ? `\n${error.message}\n` : error);
  return 1;
}
