/**
 * A second text at a path of the sample: what the facts say, or a made-up one.
 *
 * @example
 * otherText({ other: {} }, 'title', 'Pilot'); // 'Pilot-2'
 */
export function otherText(
  { other }: { readonly other: Readonly<Record<string, string>> },
  path: string,
  sample: string,
): string {
  return other[path] ?? `${sample}-2`;
}
