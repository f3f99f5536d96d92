import type { Connector } from '@scimwright/connector-kit';

/** Several words with a full stop at the end. */
const SENTENCE = /^\p{Lu}\S*(\s+\S+){2,}\.$/u;

/**
 * The mistake in how a connector disables people: it needs a row for `active`, or a sentence that says why it has none.
 *
 * @returns undefined without a mistake
 *
 * @example
 * disablingProblem(bic); // undefined
 */
export function disablingProblem({
  users,
  cannotDisable,
}: Pick<Connector, 'users' | 'cannotDisable'>): string | undefined {
  const hasActive = users.rows.some(({ target: { path } }) => path.attribute.name === 'active');
  if (cannotDisable === undefined) {
    return hasActive
      ? undefined
      : "It has no row for active, and people who leave keep their access: add attribute('active', 'boolean'), or say why nobody can be disabled with cannotDisable.";
  }
  if (hasActive) return 'It has a row for active and says that nobody can be disabled: remove cannotDisable.';
  return SENTENCE.test(cannotDisable)
    ? undefined
    : `Administrators read cannotDisable: write a whole sentence in place of "${cannotDisable}".`;
}
