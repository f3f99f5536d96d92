import { mapObject, type MappingContext } from '../mapping/map-object.ts';
import type { MappedValue, ObjectMapping, TargetAttribute } from '../mapping/mapping.ts';
import type { Subject } from './subject.ts';

/** More than these questions no expression asks about one object. */
const MOST_QUESTIONS = 100;

/**
 * What the mapping gives an object. `SelectUniqueValue` cannot wait for an answer: its question is noted, asked of the application, and
 * the mapping starts again with the answer.
 *
 * @throws MappingFailure
 * @throws ObjectFailure when the application does not answer a question
 */
export async function mappedValues(
  subject: Subject,
  mapping: ObjectMapping,
  { isNew, isSoftDeleted }: { readonly isNew: boolean; readonly isSoftDeleted: boolean },
): Promise<readonly MappedValue[]> {
  const { kind, conversation } = subject;
  const source = subject.sourceOf(isSoftDeleted);
  const answers = new Map<string, boolean>();
  const keyOf = (value: string, { path }: TargetAttribute): string => `${path} ${value}`;
  for (;;) {
    const asked: { readonly value: string; readonly target: TargetAttribute }[] = [];
    const isTaken = (value: string, target: TargetAttribute): boolean => {
      const known = answers.get(keyOf(value, target));
      if (known === undefined) asked.push({ value, target });
      return known ?? false;
    };
    const values = mapObject(mapping, source, { ...contextBefore(subject), isTaken }, isNew);
    if (asked.length === 0 || answers.size >= MOST_QUESTIONS) return values;
    for (const { value, target } of asked) {
      const hits = await conversation.find(kind, target, value);
      answers.set(keyOf(value, target), hits.length > 0);
    }
  }
}

/** The context of what is evaluated before anything is asked: every value counts as free. */
export function contextBefore({ job: { context, directory } }: Subject): MappingContext {
  return { ...context, defaultDomain: directory.defaultDomain, isTaken: () => false };
}
