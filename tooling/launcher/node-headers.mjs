// @ts-check
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Where node-gyp finds this Node's headers, when they came with it: it then has nothing to download.
 *
 * @param {string} [node]
 * @returns {{ npm_config_nodedir?: string }}
 */
export function nodeHeaders(node = process.execPath) {
  const prefix = dirname(dirname(realpathSync(node)));
  return existsSync(join(prefix, 'include/node/node_version.h')) ? { npm_config_nodedir: prefix } : {};
}
