// @ts-check
// `npm run audit`: the known advisories about runtime dependencies. It reports and never fails, because an advisory of
// today must not break yesterday's build.
import { runMain } from '../launcher/run-program.mjs';
import { root } from '../workspace/root.mjs';
import { runPnpm } from './run-pnpm.mjs';

const WORST_FIRST = ['critical', 'high', 'moderate', 'low', 'info'];

await runMain(async () => {
  const ran = await runPnpm(root, ['audit', '--prod', '--json', ...process.argv.slice(2)]);
  console.log(auditReport(ran).join('\n'));
  return 0;
});

/**
 * An advisory as pnpm prints it.
 *
 * @typedef {{
 *   module_name: string, severity: string, title: string, url: string, vulnerable_versions: string,
 *   patched_versions?: string, findings: readonly { version: string, paths: readonly string[] }[]
 * }} Advisory
 */

/**
 * The result of an audit, in lines to read. It distinguishes an audit without findings from one that failed; pnpm
 * prints zeros for both when it ignores errors of the registry.
 *
 * @param {{ code: number | null, stdout: string, stderr: string }} ran `pnpm audit --prod --json`
 * @returns {readonly string[]}
 */
function auditReport({ stdout, stderr }) {
  const told = parsed(stdout);
  if (told === undefined) {
    return [
      'The audit failed, so nothing is known about advisories:',
      ...(stderr.trim() || stdout.trim() || 'pnpm said nothing.')
        .split('\n')
        .map((line) => `  ${line.trim()}`),
      '',
      'Use a registry that answers audits, such as npm: npm run audit -- --registry <URL>',
    ];
  }
  const advisories = Object.values(told.advisories).toSorted(
    (one, other) => WORST_FIRST.indexOf(one.severity) - WORST_FIRST.indexOf(other.severity),
  );
  const asked = `${told.metadata.totalDependencies} runtime dependencies`;
  if (advisories.length === 0) return [`${asked}: no advisory.`];
  return [
    `${asked}: ${advisories.length === 1 ? 'one advisory' : `${advisories.length} advisories`}.`,
    ...advisories.flatMap(linesOf),
    '',
    'Judge whether it affects a host. To take in a fix within the range in pnpm-workspace.yaml: npx pnpm update <name>',
  ];
}

/** @param {Advisory} advisory */
function linesOf({ severity, module_name, findings, title, url, patched_versions }) {
  const versions = [...new Set(findings.map(({ version }) => version))].join(', ');
  const paths = [...new Set(findings.flatMap((one) => one.paths))];
  return [
    '',
    `${severity}  ${module_name} ${versions}: ${title}`,
    `  fixed in     ${patched_versions ?? 'no version yet'}`,
    `  required by  ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`,
    `  details      ${url}`,
  ];
}

/**
 * @param {string} text
 * @returns {{ advisories: Record<string, Advisory>, metadata: { totalDependencies: number } } | undefined}
 */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value?.advisories === 'object' && typeof value.metadata === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
