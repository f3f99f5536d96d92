/**
 * What is wrong with a URL; undefined when it can be read. Otherwise text that is not UTF-8 would be replaced, a filter
 * would find no user, and Entra would create a person twice.
 *
 * @example
 * urlRefusal('/Users?filter=userName+eq+%22%FF%22');
 */
export function urlRefusal(url: string): string | undefined {
  try {
    if (!decodeURIComponent(url).includes('\0')) return undefined;
    return 'The URL contains a NUL character (%00). Remove it.';
  } catch {
    return 'The URL contains a percent sign that does not begin an encoded character. Percent-encode text as UTF-8, and write the sign itself as %25.';
  }
}
