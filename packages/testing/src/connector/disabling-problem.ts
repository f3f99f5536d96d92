import type { Connector } from '@scimwright/connector-kit';

/** Words, and a full stop behind them. */
const SENTENCE = /^\p{Lu}\S*(\s+\S+){2,}\.$/u;

/**
 * What is wrong with how a connector disables people: it has a row for `active`, or it has none and says why in a sentence.
 *
 * @returns undefined when all is well
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
