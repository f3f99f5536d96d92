import type { Binding } from './run-sql.ts';

/** A part of a statement, with the values of its `?`. */
export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

/**
 * Puts a statement together from text and parts, whose values stay in their order.
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
