import { roomWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';

/**
 * The warnings of the host itself, in sentences.
 *
 * @param clockWarning - a warning about the clock, if there is one
 */
export function hostWarnings(
  store: Pick<Store, 'lackOfRoom'>,
  clockWarning: string | undefined,
): readonly string[] {
  const code = store.lackOfRoom();
  return [code === undefined ? undefined : roomWarning(code), clockWarning].flatMap((said) => said ?? []);
}
