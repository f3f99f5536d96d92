// @ts-check
import { coreFoldersInOrder } from './rules/core-folders-in-order.mjs';
import { coreIsPure } from './rules/core-is-pure.mjs';
import { dependenciesAreDeclaredAndUsed } from './rules/dependencies-are-declared-and-used.mjs';
import { exportsAreEnumerated } from './rules/exports-are-enumerated.mjs';
import { importsPointOneWay } from './rules/imports-point-one-way.mjs';
import { kitKnowsNoVendor } from './rules/kit-knows-no-vendor.mjs';
import { namesSaySomething } from './rules/names-say-something.mjs';
import { noInternalsOfOthers } from './rules/no-internals-of-others.mjs';
/** @import { Rule } from './violation.mjs' */

/** @type {readonly Rule[]} */
export const rules = [
  importsPointOneWay,
  noInternalsOfOthers,
  dependenciesAreDeclaredAndUsed,
  coreFoldersInOrder,
  coreIsPure,
  exportsAreEnumerated,
  namesSaySomething,
  kitKnowsNoVendor,
];
