import type { OtherView } from '@scimwright/conformance';
import { clientRows } from './clients/client-rows.fixture.ts';
import type { Disagreement } from './disagreement.fixture.ts';
import { filterRows } from './filters/filter-rows.fixture.ts';
import { libraries } from './library.fixture.ts';
import { patchRows } from './patch/patch-rows.fixture.ts';
import { schemaRows } from './schemas/schema-rows.fixture.ts';

/**
 * All differences from other libraries, for the conformance page. The tests send each example to both, so that no row
 * becomes stale.
 */
export const disagreements: readonly OtherView[] = [
  ...filterRows.map((row) =>
    shown(
      row,
      row.ask.user === undefined ? code(row.ask.filter) : `${code(row.ask.filter)} of ${code(row.ask.user)}`,
    ),
  ),
  ...patchRows.map((row) =>
    shown(row, `${row.ask.operations.map(code).join(', ')} on ${code(row.ask.user)}`),
  ),
  ...schemaRows.map((row) => shown(row, `${row.ask.schema}: ${row.ask.attribute}`)),
  ...clientRows.map((row) => shown(row, `Accept: ${row.ask.accept}`)),
];

function shown(
  { library, about, theirs, ours, right, by, why }: Disagreement<string, unknown, unknown>,
  asked: string,
): OtherView {
  return {
    library: `${library} ${libraries[library]}`,
    about,
    asked,
    theirs: said(theirs),
    ours: said(ours),
    right,
    by,
    why,
  };
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** Shows a verdict in words without quotes. */
function said(verdict: unknown): string {
  if (verdict === undefined) return 'nothing';
  return typeof verdict === 'object' ? code(verdict) : String(verdict);
}
