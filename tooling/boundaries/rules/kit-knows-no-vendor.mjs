// @ts-check
import { linesWith } from '../read-source.mjs';
/** @import { Rule } from '../violation.mjs' */

/** The connector that is nobody's product. */
const NOT_A_VENDOR = 'connectors/template';

/** The packages of this project. A connector that a vendor adds under its own name may be called by any word, such as flow. */
const OURS = /^@scimwright\//;

/**
 * The name of no connector of this project stands in the kit, not even in a comment: the names are those of the folders.
 *
 * @type {Rule}
 */
export function* kitKnowsNoVendor({ packages }) {
  const vendors = packages
    .filter(
      ({ name, folder }) => OURS.test(name) && folder.startsWith('connectors/') && folder !== NOT_A_VENDOR,
    )
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
