// @ts-check
import { howToGetIt } from './toolchain.mjs';
/** @import { Tool } from './toolchain.mjs' */

/** @param {readonly Tool[]} missing */
export function missingToolsMessage(missing) {
  return [
    'Scimwright keeps its data in SQLite, and its driver, sqlite3, is compiled once on this machine.',
    `For that, ${missing.length === 1 ? 'one tool is' : `${missing.length} tools are`} missing:`,
    '',
    ...missing.map(
      ({ name, programs, variable, why }) =>
        `  ${name.padEnd(15)} ${programs.join(' or ')} on the PATH, or named by $${variable}; ${why}`,
    ),
    '',
    'To get everything it takes:',
    '',
    ...howToGetIt.map(({ system, command }) => `  ${system.padEnd(15)} ${command}`),
    '',
    'Then run the same command again.',
  ].join('\n');
}
