// @ts-check
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
/** @import { Problem as TypesProblem } from '@arethetypeswrong/core' */

/** What `attw --profile esm-only` leaves out: whoever asks in these ways finds no ES module. */
const NOT_ASKED = new Set(['node10', 'node16-cjs']);

/**
 * What publint (strict) and attw ("are the types wrong?") say of a tarball. Called in this process, because
 * attw brings a compiler, and loading it again for each package takes longer than all packages together.
 *
 * @param {string} path
 * @returns {Promise<string[]>}
 */
export async function lintTarball(path) {
  const tarball = new Uint8Array(readFileSync(path));
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  const types = await checkPackage(createPackageFromTarballData(tarball));
  const problems = types.types ? types.problems : [];
  return [
    ...messages.map(
      (message) => `publint, ${message.type}: ${formatMessage(message, pkg, { color: false })}`,
    ),
    ...problems.filter(isAsked).map(printTypesProblem),
  ];
}

/** @param {TypesProblem} problem */
function isAsked(problem) {
  return !('resolutionKind' in problem && NOT_ASKED.has(problem.resolutionKind));
}

/** @param {TypesProblem} problem */
function printTypesProblem(problem) {
  const where = 'entrypoint' in problem ? ` (${problem.entrypoint}, ${problem.resolutionKind})` : '';
  return `attw: ${problemKindInfo[problem.kind].shortDescription}${where}`;
}
