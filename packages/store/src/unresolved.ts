import type { LogEntry } from './provisioning-log.ts';

/** The operations that try to change somebody or something: what is read in between says nothing of it. */
export const WRITES: ReadonlySet<LogEntry['operation']> = new Set(['create', 'replace', 'modify', 'remove']);

/** Whom an entry is about, as far as the request said it: a name, an id, or both. */
export interface About {
  /** The folded subject. */
  readonly subjectKey: string | undefined;
  readonly resourceId: string | undefined;
}

/**
 * The newest of each person, group or other resource: whatever has the name or the id of a newer one is about the same.
 * What names nobody is left out.
 *
 * @param entries - the newest first
 *
 * @example
 * const ada = { subjectKey: 'ada', resourceId: 'u1' };
 * newestOfEach([ada, { subjectKey: undefined, resourceId: 'u1' }]).length; // 1
 */
export function newestOfEach<Entry extends About>(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter(({ subjectKey, resourceId }) => {
    const keys = [
      ...(subjectKey === undefined ? [] : [`name ${subjectKey}`]),
      ...(resourceId === undefined ? [] : [`id ${resourceId}`]),
    ];
    const isNew = keys.length > 0 && !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}
