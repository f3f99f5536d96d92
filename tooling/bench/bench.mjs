// @ts-check
// `pnpm bench`: what a host takes for Entra's requests. `pnpm bench --help` says what can be asked.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { prepare } from '../launcher/prepare.mjs';
import { passedOn, Refusal, runMain, STOP_SIGNALS } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';

await runMain(async () => {
  const print = keepStandardOutput();
  await prepare(root);
  // What is imported here is installed and built only now.
  const { help, readOptions } = await import('./options.mjs');
  const options = readOptions(passedOn(process.argv));
  if (options === 'help') {
    print(help);
    return 0;
  }
  const out = resolve(options.out ?? join(root, 'docs'));
  const { writePage } = await import('./report/write-page.mjs');
  if (options.from !== undefined) {
    writePage(readResults(options.from), out);
    return 0;
  }
  const { Stage } = await import('./stage.mjs');
  const cache = join(root, 'node_modules/.cache/bench');
  const stage = new Stage(cache);
  const progress = createProgress();
  process.once('exit', () => stage.abandon());
  for (const signal of STOP_SIGNALS)
    process.once(signal, () => {
      progress.end(`Stopped by ${signal}.`);
      // What is under way fails now, which is nobody's fault.
      void stage.close().finally(() => process.exit(128 + constants.signals[signal]));
    });
  const { say } = progress;
  try {
    if (options.quick) {
      const { runQuick } = await import('./quick/run-quick.mjs');
      return await runQuick({ stage, checkout: root, options, say, print });
    }
    const { estimateSeconds, inWords } = await import('./estimate.mjs');
    say(`About ${inWords(estimateSeconds(options))}: ${options.parts.join(', ')}.`);
    const { measure, notRun, wrongAnswers } = await import('./measure.mjs');
    const last = join(cache, 'results.json');
    mkdirSync(cache, { recursive: true });
    const results = await measure({ root, stage, checkout: root, options, say }, (results) => {
      writeFileSync(last, JSON.stringify(results));
      progress.note(
        `${results.rounds.length} turns of servers and ${Object.keys(results.studies).length} studies are in ${last}.`,
      );
    });
    if (options.json) print(JSON.stringify(results, undefined, 1));
    if (!options.json || options.out !== undefined) say(`The page is ${writePage(results, out)}.`);
    for (const line of notRun(results)) say(`Not run: ${line}`);
    const wrong = wrongAnswers(results);
    for (const line of wrong) say(`WRONG: ${line}`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
});

/** Says on standard error what happens, and in the end what was done. */
function createProgress() {
  const begin = performance.now();
  let done = 'Nothing was measured.';
  let hasEnded = false;
  /** @param {string} line */
  const say = (line) => {
    if (hasEnded) return;
    process.stderr.write(`${((performance.now() - begin) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
  };
  return {
    say,
    /** @param {string} what */
    note(what) {
      done = what;
    },
    /** @param {string} why */
    end(why) {
      say(`${why} ${done}`);
      hasEnded = true;
    },
  };
}

/**
 * Leaves standard output to the results: what the launcher prints of an install or a build goes to standard error.
 *
 * @returns {(text: string) => void} what prints results
 */
function keepStandardOutput() {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = /** @type {typeof write} */ (process.stderr.write.bind(process.stderr));
  return (text) => void write(`${text}\n`);
}

/** @param {string} file */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Refusal(`--from ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
