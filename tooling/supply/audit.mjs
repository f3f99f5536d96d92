// @ts-check
// `npm run audit`: what is known of the dependencies that packages have at run time. It reports and never fails: an
// advisory that is new today says nothing about what was built yesterday.
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
 * An advisory as pnpm tells it.
 *
 * @typedef {{
 *   module_name: string, severity: string, title: string, url: string, vulnerable_versions: string,
 *   patched_versions?: string, findings: readonly { version: string, paths: readonly string[] }[]
 * }} Advisory
 */

/**
 * What an audit came to, in lines for a person. One that found nothing and one that could not be made are told apart: pnpm prints
 * zeros for both where it is to ignore errors of the registry.
 *
 * @param {{ code: number | null, stdout: string, stderr: string }} ran `pnpm audit --prod --json`
 * @returns {readonly string[]}
 */
function auditReport({ stdout, stderr }) {
  const told = parsed(stdout);
  if (told === undefined) {
    return [
      'Nobody could be asked about advisories, so nothing is known of them:',
      ...(stderr.trim() || stdout.trim() || 'pnpm said nothing.')
        .split('\n')
        .map((line) => `  ${line.trim()}`),
      '',
      'A registry that answers audits is needed, such as that of npm: npm run audit -- --registry <its URL>',
    ];
  }
  const advisories = Object.values(told.advisories).toSorted(
    (one, other) => WORST_FIRST.indexOf(one.severity) - WORST_FIRST.indexOf(other.severity),
  );
  const asked = `${told.metadata.totalDependencies} runtime dependencies were asked about`;
  if (advisories.length === 0) return [`${asked}: there is no advisory.`];
  return [
    `${asked}: there ${advisories.length === 1 ? 'is one advisory' : `are ${advisories.length} advisories`}.`,
    ...advisories.flatMap(linesOf),
    '',
    'Whether it reaches a host is yours to judge. A range in pnpm-workspace.yaml takes a fix in by: npx pnpm update <name>',
  ];
}

/** @param {Advisory} advisory */
function linesOf({ severity, module_name, findings, title, url, patched_versions }) {
  const versions = [...new Set(findings.map(({ version }) => version))].join(', ');
  const paths = [...new Set(findings.flatMap((one) => one.paths))];
  return [
    '',
    `${severity}  ${module_name} ${versions}: ${title}`,
    `  mended in  ${patched_versions ?? 'no version yet'}`,
    `  comes by   ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`,
    `  read       ${url}`,
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
