// @ts-check
import { inTemplate } from './template.mjs';
/** @import { Problem } from './problem.mjs' */

/**
 * What is to be said of the text of a public package's package.json.
 *
 * @param {string} text
 * @param {string} folder from the root, as `packages/core`
 * @returns {Problem[]}
 */
export function checkManifest(text, folder) {
  if (text === mendedManifest(text, folder)) return [];
  return [
    {
      what: 'differs from the template of public packages',
      why: 'what all packages share would drift apart, one by one',
      instead: '`npm run manifests` writes it',
    },
  ];
}

/**
 * The same package.json, in the template.
 *
 * @param {string} text
 * @param {string} folder
 */
export function mendedManifest(text, folder) {
  return `${JSON.stringify(inTemplate(JSON.parse(text), folder), undefined, 2)}\n`;
}
