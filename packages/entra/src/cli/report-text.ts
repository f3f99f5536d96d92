import Table from 'cli-table3';
import { failures } from '../failure/failures.ts';
import { countColumns, countRows, type CycleReport, type Trouble } from './cycle-report.ts';

const SHOWN_TROUBLES = 5;
const LONGEST_REASON = 300;

/** Columns without lines between them. */
const bare = {
  chars: Object.fromEntries(
    ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
      .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
      .map((place) => [place, ''])
      .concat([['middle', '  ']]),
  ),
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

const titles: Readonly<Record<CycleReport['cycle'], string>> = {
  initial: 'Initial cycle',
  incremental: 'Incremental cycle',
};

const endings: Readonly<Record<CycleReport['status'], string>> = {
  completed: 'completed',
  stopped: 'stopped; the next one goes on where it was',
  quarantined: 'and now in quarantine',
  disabled: 'the job is disabled until it is restarted',
};

/** A report as lines for people. */
export function reportText(report: CycleReport): readonly string[] {
  const { cycle, status, counts, requests, seconds, slowest, troubles, moreTroubles } = report;
  const table = new Table({
    ...bare,
    head: ['', ...countColumns],
    colAligns: ['left', ...countColumns.map(() => 'right' as const)],
  });
  for (const row of countRows) table.push([row, ...countColumns.map((column) => counts[row][column])]);
  const rate = seconds > 0 ? `, ${Math.round(requests / seconds)} a second` : '';
  return [
    `${titles[cycle]}, ${endings[status]}: ${requests} requests in ${seconds.toFixed(1)} s${rate}.`,
    ...table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd()),
    ...(slowest.length === 0 ? [] : ['Slowest requests:']),
    ...slowest.map(({ request, ms }) => `  ${ms.toFixed(0).padStart(5)} ms  ${request}`),
    ...troubleText(troubles, moreTroubles),
  ];
}

/** The troubles by their codes, with what each means said once. */
function troubleText(troubles: readonly Trouble[], more: number): readonly string[] {
  const codes = [...new Set(troubles.map(({ code }) => code))];
  const lines = codes.flatMap((code) => {
    const some = troubles.filter((each) => each.code === code);
    const { meaning, remedy } = failures[code];
    return [
      '',
      `${some[0]?.isWarning === true ? '!' : '✗'} ${code}${some.length > 1 ? `, ${some.length} times` : ''}`,
      `  ${meaning}`,
      `  ${remedy}`,
      ...some.slice(0, SHOWN_TROUBLES).map(({ kind, name, reason, nextAttempt }) => {
        const again = nextAttempt === null ? '' : ` Tried again from ${nextAttempt}.`;
        return `    ${kind} ${name}: ${short(reason)}${again}`;
      }),
      ...(some.length > SHOWN_TROUBLES ? [`    and ${some.length - SHOWN_TROUBLES} more`] : []),
    ];
  });
  return more === 0 ? lines : [...lines, `And ${more} more that are not kept.`];
}

function short(text: string): string {
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;
}
