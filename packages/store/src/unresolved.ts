import type { LogEntry } from './provisioning-log.ts';

/** The operations that try to change a resource. */
export const WRITES: ReadonlySet<LogEntry['operation']> = new Set(['create', 'replace', 'modify', 'remove']);

/** The resource that an entry is about, as far as the request named it: by subject, by id, or both. */
export interface About {
  /** The case-folded subject. */
  readonly subjectKey: string | undefined;
  readonly resourceId: string | undefined;
}

/**
 * The newest entry of each person, group or other resource. Entries with the same subject or the same id are about the same one. Entries
 * without both are left out.
 *
 * @param entries - newest first
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
