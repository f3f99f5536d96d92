// @ts-check
import { Refusal } from './refusal.mjs';

const OLDEST = /** @type {const} */ ([20, 19]);

/** @param {string} [version] the running Node's, without the `v` */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Refusal(
    [
      `Scimwright needs Node ${OLDEST.join('.')} or newer; this is Node ${version}.`,
      '',
      '  with nvm      nvm install 22 && nvm use 22',
      '  with Homebrew brew install node@22',
      '  otherwise     https://nodejs.org/en/download',
      '',
      'Then run the same command again.',
    ].join('\n'),
  );
}
