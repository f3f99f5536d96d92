// @ts-check
import { readFileSync } from 'node:fs';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
/** @import { Problem as TypesProblem } from '@arethetypeswrong/core' */

/** The resolutions that `attw --profile esm-only` ignores, because they find no ES module. */
const NOT_ASKED = new Set(['node10', 'node16-cjs']);

/**
 * The messages of publint (strict) and attw ("are the types wrong?") about a tarball. Both run in this process, because
 * attw loads a compiler, which would take longer for each package than all packages together.
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
