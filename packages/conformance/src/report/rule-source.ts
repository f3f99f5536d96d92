import type { RuleId } from '../rule.ts';
import { interpretations } from '../interpretations.ts';
import { areas, type Level } from '../requirements.ts';

/** The text of a rule, and its place in the RFCs. */
export interface Rule {
  readonly id: RuleId;
  /** Undefined for an interpretation, which the RFCs leave open. */
  readonly level?: Level;
  readonly what: string;
  readonly source?: string;
}

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...areas.flatMap(({ requirements }) =>
    requirements.map(([id, level, what]): [string, Rule] => [id, { id, level, what, ...sourceOf(id) }]),
  ),
  ...interpretations.map(([id, question, interpretation]): [string, Rule] => [
    id,
    { id, what: `${question}: ${interpretation}` },
  ]),
]);

export function ruleOf(id: RuleId): Rule {
  return rules.get(id) ?? { id, what: id };
}

/** The section of the RFC in an id; a draft has none. */
function sourceOf(id: string): { readonly source?: string } {
  const [, rfc, section] = /^(\d+)-([\d.]+)-\d+$/.exec(id) ?? [];
  if (rfc === undefined || section === undefined) return {};
  return { source: `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section}` };
}
