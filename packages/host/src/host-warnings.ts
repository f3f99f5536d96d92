import { diskFullWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';

/**
 * The warnings of the host itself, in sentences.
 *
 * @param clockWarning - a warning about the clock, if there is one
 */
export function hostWarnings(
  store: Pick<Store, 'diskFull'>,
  clockWarning: string | undefined,
): readonly string[] {
  const code = store.diskFull();
  return [code === undefined ? undefined : diskFullWarning(code), clockWarning].flatMap((said) => said ?? []);
}
