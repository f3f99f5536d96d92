import type { CycleReport } from './cycle-report.ts';
import { countColumns, countRows } from './cycle-report.ts';

/** A report as JUnit reads it: a test for each kind of object, and one for each that failed. */
export function junitOf(reports: readonly CycleReport[]): string {
  const suites = reports.map(({ cycle, counts, troubles, seconds }, at) => {
    const failed = troubles.filter(({ isWarning }) => !isWarning);
    const passed = countRows.map((row) => {
      const said = countColumns.map((column) => `${counts[row][column]} ${column}`).join(', ');
      return `    <testcase classname="${cycle}" name="${row}: ${said}"/>`;
    });
    const broken = failed.map(
      ({ kind, name, code, reason }) =>
        `    <testcase classname="${cycle}" name="${escape(`${kind} ${name}`)}"><failure type="${code}" message="${escape(reason)}"/></testcase>`,
    );
    return [
      `  <testsuite name="cycle ${at + 1}" tests="${passed.length + broken.length}" failures="${broken.length}" time="${seconds.toFixed(3)}">`,
      ...passed,
      ...broken,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no place for most control characters. */
function escape(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ');
}
