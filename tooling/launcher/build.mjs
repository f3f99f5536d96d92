// @ts-check
import { join } from 'node:path';
import { runStep } from './run-step.mjs';
import { stateFolder } from './state-folder.mjs';

/**
 * Builds every package. Always asked, because turbo answers in a fraction of a second when no source
 * changed, and is right where a stamp of ours would have to be.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 */
export async function build(root, env) {
  await runStep({
    title: 'Building',
    command: join(root, 'node_modules/.bin/turbo'),
    args: ['run', 'build', '--output-logs=errors-only'],
    cwd: root,
    env: { ...env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
    log: join(stateFolder(root), 'build.log'),
  });
}
