// @ts-check

/**
 * A component of an SBOM in CycloneDX's form.
 *
 * @typedef {{
 *   group?: string, name: string, version: string,
 *   licenses?: readonly { license?: { id?: string, name?: string }, expression?: string }[]
 * }} Component
 */

/** @param {Component} component */
const nameOf = ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`;

/**
 * The licences in an SBOM, each with its packages; packages without a licence come first.
 *
 * @param {readonly Component[]} components
 * @returns {string}
 */
export function licensesOf(components) {
  /** @type {Map<string, string[]>} */
  const byLicense = new Map();
  for (const component of components) {
    const license = (component.licenses ?? [])
      .map((one) => one.expression ?? one.license?.id ?? one.license?.name ?? NONE)
      .join(' and ');
    byLicense.set(license || NONE, [...(byLicense.get(license || NONE) ?? []), nameOf(component)]);
  }
  const sections = [...byLicense]
    .toSorted(([one], [other]) => Number(other === NONE) - Number(one === NONE) || one.localeCompare(other))
    .map(
      ([license, names]) =>
        `${license} (${names.length})\n${names
          .toSorted()
          .map((name) => `  ${name}\n`)
          .join('')}`,
    );
  return sections.join('\n');
}

const NONE = 'No licence';
