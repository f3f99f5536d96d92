// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, getAvailableTranspilers } from 'dependency-cruiser';
import { findCircles } from './find-circles.mjs';
import { forbiddenImports } from './forbidden-imports.mjs';
import { lineAt } from '../workspace/problem.mjs';
/** @import { IViolation } from 'dependency-cruiser' */
/** @import { Violation } from '../workspace/problem.mjs' */

/**
 * The forbidden imports, as dependency-cruiser finds them. swc reads the sources, because it reports imports of types too.
 *
 * @param {string} root
 * @param {readonly string[]} folders with sources, from the root
 * @returns {Promise<Violation[]>}
 */
export async function findCrossings(root, folders) {
  if (!getAvailableTranspilers().some(({ name, available }) => name === 'swc' && available)) {
    throw new Error(
      'dependency-cruiser does not find swc, which it needs to see imports of types; `npm test` installs it.',
    );
  }
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      parser: 'swc',
      validate: true,
      skipAnalysisNotInRules: true,
      doNotFollow: { path: '(^|/)node_modules/' },
      ruleSet: {
        forbidden: forbiddenImports.map(({ name, from, to }) => ({ name, severity: 'error', from, to })),
      },
    },
    { conditionNames: ['@scimwright/source', 'node', 'import'], exportsFields: ['exports'] },
  );
  if (typeof output === 'string') throw new Error(output);
  return [
    ...output.summary.violations.map((violation) => explain(violation, root)),
    ...findCircles(output.modules),
  ];
}

/**
 * @param {IViolation} violation
 * @param {string} root
 * @returns {Violation}
 */
function explain({ rule, from, to, unresolvedTo: specifier = to }, root) {
  const text = readFileSync(join(root, from), 'utf8');
  // dependency-cruiser names Node modules without `node:`.
  const places = [`'${specifier}'`, `"${specifier}"`, `'node:${specifier}'`].map((quoted) =>
    text.indexOf(quoted),
  );
  const line = lineAt(text, Math.max(...places));
  const { why = '', instead = '' } = forbiddenImports.find(({ name }) => name === rule.name) ?? {};
  return { file: from, line, what: `imports ${specifier}`, why, instead };
}
