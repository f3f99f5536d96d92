// @ts-check

/**
 * `@scope/name/sub/path` → the package and the path inside it.
 *
 * @param {string} specifier not a relative one
 */
export function splitSpecifier(specifier) {
  const segments = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return { packageName: segments.slice(0, length).join('/'), subpath: segments.slice(length).join('/') };
}
