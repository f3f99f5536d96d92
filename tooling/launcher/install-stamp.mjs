// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolders } from '../workspace/workspace-folders.mjs';

/**
 * A hash over everything an install depends on: what is asked for, what it was resolved to, and the Node
 * and machine that the native binding was compiled for.
 *
 * @param {string} root
 * @param {{ modules: string, platform: string, arch: string }} [runtime]
 */
export function installStamp(root, runtime = thisRuntime()) {
  const manifests = ['.', ...workspaceFolders(root)].map((folder) => join(folder, 'package.json'));
  const hash = createHash('sha256').update(JSON.stringify(runtime));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    const path = join(root, file);
    hash.update(`\n${file}\n`).update(existsSync(path) ? readFileSync(path) : 'absent');
  }
  return hash.digest('hex');
}

/** `modules` is Node's native ABI: another one needs another binding. */
function thisRuntime() {
  return { modules: process.versions.modules, platform: process.platform, arch: process.arch };
}
