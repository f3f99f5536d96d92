import { signatureOf } from './expression-function.ts';
import { functions } from './functions/functions.ts';
import type { ValueKind } from './value-kind.ts';

/** What a user of the language has to know of a function. */
export interface FunctionReference {
  readonly name: string;
  /** Its name with its parameters; `?` marks one that may be left empty, `…` that the last ones may be repeated. */
  readonly signature: string;
  readonly result: ValueKind;
  /** What it does, in a sentence or two. */
  readonly says: string;
}

/** Every function of the language, by name. */
export const functionReference: readonly FunctionReference[] = [...functions.values()].map((row) => ({
  name: row.name,
  signature: signatureOf(row),
  result: row.result,
  says: row.says,
}));
