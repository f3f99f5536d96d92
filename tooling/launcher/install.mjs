// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedPnpm } from '../workspace/pinned-pnpm.mjs';
import { findToolchain } from './find-toolchain.mjs';
import { installStamp } from './install-stamp.mjs';
import { missingToolsMessage } from './missing-tools-message.mjs';
import { nodeHeaders } from './node-headers.mjs';
import { Refusal } from './refusal.mjs';
import { runStep } from './run-step.mjs';
import { hasSqliteBinding } from './sqlite-binding.mjs';
import { stateFolder } from './state-folder.mjs';

/**
 * Installs what the lockfile names, unless that has been done.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env with pnpm on its PATH
 */
export async function install(root, env) {
  const installed = join(stateFolder(root), 'installed');
  const stamp = installStamp(root);
  const built = hasSqliteBinding(root);
  if (built && existsSync(installed) && readFileSync(installed, 'utf8') === stamp) return;

  rmSync(installed, { force: true }); // what a broken install leaves behind is not taken for a whole one
  await runStep({
    title: 'Installing packages',
    hint: built ? '' : 'compiling sqlite3, about a minute, once',
    advice: `If a package.json was edited, \`npx ${pinnedPnpm(root)} install\` brings pnpm-lock.yaml up to date.`,
    command: 'pnpm',
    args: ['install', '--frozen-lockfile'],
    cwd: root,
    // JOBS: node-gyp would otherwise compile on one core. CI: pnpm would otherwise stop and ask before it
    // replaces a node_modules folder.
    env: { JOBS: 'max', ...nodeHeaders(), ...findToolchain(env).env, ...env, CI: 'true' },
    log: join(stateFolder(root), 'install.log'),
  });
  if (!hasSqliteBinding(root))
    throw new Refusal('sqlite3 was installed, but its native binding was not built.');
  writeFileSync(installed, stamp);
}

/**
 * Says before anything is fetched that sqlite3 will not compile here.
 *
 * @param {string} root
 */
export function requireToolchain(root) {
  if (hasSqliteBinding(root)) return;
  const { missing } = findToolchain(process.env);
  if (missing.length > 0) throw new Refusal(missingToolsMessage(missing));
}
