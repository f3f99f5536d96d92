/**
 * What is wrong with the URL of a request, in words; undefined when it can be read. What is not UTF-8 would otherwise be
 * replaced, and a filter would find nobody: Entra would create a person who is there.
 *
 * @example
 * urlFault('/Users?filter=userName+eq+%22%FF%22');
 */
export function urlFault(url: string): string | undefined {
  try {
    if (!decodeURIComponent(url).includes('\0')) return undefined;
    return 'The URL has a NUL character (%00): remove it.';
  } catch {
    return 'The URL has a percent sign that begins no character: write text as UTF-8, percent-encoded, and the sign itself as %25.';
  }
}
