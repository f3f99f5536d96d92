import type { Fragment } from '../fragment.ts';

/** The path to a value in a search document: names, and the index in a list. */
export type Keys = readonly (string | number)[];

/** The SQL of an engine for the search documents of `resources r`. */
export interface DocumentSql {
  /** The type of their column. */
  readonly columnType: string;
  /** The function that returns the position of a text in another one: from 1, or 0. */
  readonly position: string;
  /** A number or boolean bound as JSON, comparable with `valueAt`. */
  readonly literal: string;
  /** The end of a text expression that makes it compare by code point. */
  readonly byCodePoint: string;
  /**
   * The text at a path of the document, of an element `e` or of the document of another resource `n`, compared by code point; null if
   * there is none.
   */
  textAt(of: 'document' | 'element' | 'group', keys: Keys): Fragment;
  /** The number or boolean at a path, compared by value; null if there is none. */
  valueAt(of: 'document' | 'element', keys: Keys): Fragment;
  /** The elements of the list at a path of the document, as table `e`; no rows if there is none. */
  elementsAt(keys: Keys): Fragment;
}
