import type { Binding } from './run-sql.ts';

/** A part of a statement with its bindings. */
export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

/**
 * Builds a statement from texts and fragments; the bindings keep their order.
 *
 * @example
 * fragment`not (${{ sql: 'r.id = ?', bindings: ['u1'] }})`; // { sql: 'not (r.id = ?)', bindings: ['u1'] }
 */
export function fragment(texts: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return {
    sql: texts.reduce((sql, text, at) => `${sql}${parts[at - 1]?.sql ?? ''}${text}`),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}
