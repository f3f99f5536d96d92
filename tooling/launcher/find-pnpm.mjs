// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { pinnedPnpm } from '../workspace/pinned-pnpm.mjs';
import { Refusal } from './refusal.mjs';
import { runStep } from './run-step.mjs';
import { stateFolder } from './state-folder.mjs';

/**
 * The folder that holds the pnpm which package.json pins. npx fetches it and knows where it is; its answer
 * is remembered, because asking costs a second at every start.
 *
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function findPnpm(root) {
  const pinned = pinnedPnpm(root);
  const memory = join(stateFolder(root), pinned);
  const remembered = existsSync(memory) ? readFileSync(memory, 'utf8') : '';
  if (remembered && existsSync(join(remembered, 'pnpm'))) return remembered;

  const output = await runStep({
    title: `Fetching ${pinned}`,
    advice: 'npx fetches it from the npm registry: is this machine online, and does `npm ping` answer?',
    command: 'npx',
    args: ['--yes', `--package=${pinned}`, '--call', 'command -v pnpm'],
    cwd: root,
    env: process.env,
    log: join(stateFolder(root), 'pnpm.log'),
  });
  // npm may have printed warnings around the answer.
  const answer = output.split('\n').findLast((line) => isAbsolute(line) && existsSync(line));
  if (!answer) throw new Refusal(`npx did not say where it keeps ${pinned}. It said:\n\n${output}`);
  writeFileSync(memory, dirname(answer));
  return dirname(answer);
}
