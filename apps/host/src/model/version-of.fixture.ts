/** The version in an entity tag. */
export function versionOf(tag: string | undefined): number {
  const version = /^W\/"(\d+)"$/.exec(tag ?? '')?.[1];
  if (version === undefined) throw new Error(`This is not an entity tag: ${tag ?? 'nothing'}`);
  return Number(version);
}
