/**
 * A second text at a path of the sample: from the facts, or made up.
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
