import type { Fragment } from '../fragment.ts';

/** The way to a value inside a search document: names, and the place in a list. */
export type Keys = readonly (string | number)[];

/** How an engine looks into the search documents of `resources r`. */
export interface DocumentSql {
  /** The type of the column that holds them. */
  readonly columnType: string;
  /** The function that tells where in a text another is: from 1, and 0 for nowhere. */
  readonly position: string;
  /** A number or a boolean, bound as JSON, comparable with what `valueAt` yields. */
  readonly literal: string;
  /** Ends an expression of text that is compared by code point. */
  readonly byCodePoint: string;
  /**
   * The text at a place of the document, of an element `e` or of the document of another resource `n`, compared by code
   * point; null where there is none.
   */
  textAt(of: 'document' | 'element' | 'group', keys: Keys): Fragment;
  /** The number or the boolean at a place, compared by value; null where there is none. */
  valueAt(of: 'document' | 'element', keys: Keys): Fragment;
  /** The elements of the list at a place of the document, as a table `e`; no rows where there is none. */
  elementsAt(keys: Keys): Fragment;
}
