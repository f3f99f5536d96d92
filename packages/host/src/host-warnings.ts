import { roomWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';

/**
 * What an administrator should look at of a host itself, in sentences.
 *
 * @param clockWarning - what there is to say of the clock; undefined for nothing
 *
 * @example
 * hostWarnings(memoryStore(), undefined); // []
 */
export function hostWarnings(
  store: Pick<Store, 'lackOfRoom'>,
  clockWarning: string | undefined,
): readonly string[] {
  const code = store.lackOfRoom();
  return [code === undefined ? undefined : roomWarning(code), clockWarning].flatMap((said) => said ?? []);
}
