// @ts-check
import { linesWith } from '../read-source.mjs';
/** @import { Rule } from '../violation.mjs' */

/** The connector that is nobody's product. */
const NOT_A_VENDOR = 'connectors/template';

/**
 * No vendor's name stands in the kit, not even in a comment: the names are those of the connectors' folders.
 *
 * @type {Rule}
 */
export function* kitKnowsNoVendor({ packages }) {
  const vendors = packages
    .filter(({ folder }) => folder.startsWith('connectors/') && folder !== NOT_A_VENDOR)
    .map(({ folder }) => folder.slice('connectors/'.length));
  const sources = packages.find(({ folder }) => folder === 'packages/connector-kit')?.sources ?? [];
  for (const vendor of vendors) {
    for (const { path, text } of sources.filter(({ isTest }) => !isTest)) {
      for (const line of linesWith(text, new RegExp(`\\b${vendor}\\b`, 'gi'))) {
        yield {
          file: path,
          line,
          what: `the kit mentions ${vendor}`,
          why: 'what one vendor needs would become a special case that every other vendor carries',
          instead: 'make it a policy that any connector can choose, and choose it in that connector',
        };
      }
    }
  }
}
