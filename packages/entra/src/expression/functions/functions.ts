import type { ExpressionFunction } from '../expression-function.ts';
import { conditionFunctions } from './condition-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { listFunctions } from './list-functions.ts';
import { replaceFunction } from './replace-function.ts';
import { textFunctions } from './text-functions.ts';

/** Every function of the language, by its name. Names are case-sensitive. */
export const functions: ReadonlyMap<string, ExpressionFunction> = new Map(
  [...textFunctions, replaceFunction, ...conditionFunctions, ...listFunctions, ...dateFunctions]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) => [each.name, each]),
);
