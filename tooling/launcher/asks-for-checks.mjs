// @ts-check

/**
 * Whether a run is to say that a change is sound, checks and all, and not how some tests do that somebody
 * is working on.
 *
 * @param {readonly string[]} args of `npm test`
 */
export function asksForChecks(args) {
  return args.length === 0 || args.some((arg) => /^--changed(=|$)/.test(arg));
}
