import type { Level } from '../requirements.ts';
import type { Judgement } from './judge.ts';
import type { OtherView } from './other-view.ts';
import type { Verdict } from './requirement-status.ts';

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];
const VERDICTS: readonly Verdict[] = ['met', 'different', 'off', 'not applicable', 'not yet'];

/**
 * The conformance page of a service, in Markdown. The same judgement gives the same text.
 *
 * @param intro - the text above the tables
 * @param others - the differences from other libraries, with the text above their table
 *
 * @example
 * const markdown = conformancePage(judge(new Map(), {}), '# Conformance');
 */
export function conformancePage(
  { areas, interpretations }: Judgement,
  intro: string,
  others?: { readonly intro: string; readonly views: readonly OtherView[] },
): string {
  const all = areas.flatMap(({ requirements }) => requirements);
  const count = (verdict: Verdict, level?: Level): string =>
    String(all.filter((one) => one.verdict === verdict && (level ?? one.level) === one.level).length);
  const summary = table(
    ['', ...LEVELS, 'together'],
    VERDICTS.map((verdict) => [verdict, ...LEVELS.map((level) => count(verdict, level)), count(verdict)]),
  );
  const sections = areas.map(
    ({ id, title, requirements }) =>
      `## ${id}. ${title}\n\n${table(
        ['id', 'level', 'what', 'verdict', 'tests'],
        requirements.map(({ id, level, what, verdict, why, tests }) => [
          id,
          level,
          what,
          why === undefined ? verdict : `${verdict}: ${why}`,
          String(tests),
        ]),
      )}`,
  );
  const read = table(
    ['id', 'question', 'our interpretation', 'tests'],
    interpretations.map(({ id, question, interpretation, tests }) => [
      id,
      question,
      interpretation,
      String(tests),
    ]),
  );
  return `${[
    intro.trim(),
    summary,
    ...sections,
    `## Where the RFCs can be read in several ways\n\n${read}`,
    ...(others === undefined
      ? []
      : [`## What others say\n\n${others.intro.trim()}\n\n${viewTable(others.views)}`]),
  ].join('\n\n')}\n`;
}

function viewTable(views: readonly OtherView[]): string {
  return table(
    ['library', 'about', 'asked', 'it says', 'we say', 'right', 'decided by'],
    views.map(({ library, about, asked, theirs, ours, right, by, why }) => [
      library,
      about,
      asked,
      theirs,
      ours,
      right,
      why === '' ? by : `${by}: ${why}`,
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
