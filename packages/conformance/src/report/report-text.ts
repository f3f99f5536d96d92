import type { Capability } from '../conformance-target.ts';
import type { Feature } from '../run/missing-features.ts';
import type { ConformanceReport, RuleResult } from './conformance-report.ts';

const INDENT = ' '.repeat(8);

/**
 * A report as lines for a person: one line for each area of the RFCs, then each failure with its reason and advice.
 *
 * @example
 * const lines = reportText(conformanceReport(await runConformance(target)));
 */
export function reportText(report: ConformanceReport): readonly string[] {
  const { areas, cases, failures } = report;
  const width = Math.max(...areas.map(({ title }) => title.length));
  return [
    `SCIM 2.0 conformance of ${report.tenantUrl}`,
    '',
    ...areas.map(({ id, title, requirements }) => {
      const count = (result: RuleResult): number =>
        requirements.filter((one) => one.result === result).length;
      const [met, failed, untested] = [count('met'), count('failed'), count('not tested')];
      const mark = failed > 0 ? '✗' : met > 0 ? '✓' : '-';
      return [
        `${mark} ${id}  ${title.padEnd(width)}  ${met} of ${requirements.length} met`,
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(untested > 0 ? [`${untested} not tested`] : []),
      ].join(', ');
    }),
    ...failures.flatMap(({ title, why, rules, remedy }) => [
      '',
      `✗ ${title}`,
      ...labelled('why', why.split('\n')),
      ...labelled(
        'rule',
        rules.map(({ id, level, what }) => [id, level, what].filter(Boolean).join(' ')),
      ),
      ...labelled('do', [remedy]),
    ]),
    '',
    `${cases.passed} ${cases.passed === 1 ? 'case' : 'cases'} passed, ${cases.failed} failed, ${cases.notRun} not run.`,
    ...notRunLines(report),
    ...(report.isInterrupted ? ['The run was stopped: the cases that are left were not run.'] : []),
    ...leftLines(report),
  ];
}

function labelled(label: string, [first = '', ...more]: readonly string[]): readonly string[] {
  return [
    `  ${label.padEnd(INDENT.length - 2)}${first}`,
    ...more.filter((line) => line !== '').map((line) => `${INDENT}${line}`),
  ];
}

const NEEDS: Readonly<Record<Capability | Feature, string>> = {
  other: 'a second tenant',
  expiredToken: 'an expired token',
  expiredCursor: 'an expired cursor',
  userToken: 'a token that names a user',
  declared: 'a tenant with declared schemas',
  filter: 'filters, which the server does not advertise',
  sort: 'sorting, which the server does not advertise',
  cursor: 'cursors, which the server does not advertise',
  patch: 'PATCH, which the server does not advertise',
  bulk: 'Bulk, which the server does not advertise',
  etag: 'ETags, which the server does not advertise',
};

function notRunLines({ notRun }: ConformanceReport): readonly string[] {
  if (notRun.length === 0) return [];
  const needs = new Set(notRun.map(({ needs }) => `  ${NEEDS[needs]}`));
  return ['Not run were cases that need:', ...needs];
}

function leftLines({ created, left, unanswered }: ConformanceReport): readonly string[] {
  const resources = created === 1 ? '1 resource' : `${created} resources`;
  return [
    left.length === 0
      ? `Created ${resources} and deleted all of them.`
      : `Created ${resources}. These could not be deleted, so delete them yourself:`,
    ...left.map((url) => `  ${url}`),
    ...(unanswered.length === 0
      ? []
      : [
          'These requests got no answer. If they created something, its name begins with user- or group-:',
          ...unanswered.map((request) => `  ${request}`),
        ]),
  ];
}
