import type { ChangeOf, Step } from './step.ts';

type Written = Step<ChangeOf<'create'>> | Step<ChangeOf<'update'>>;

/** A step whose resource has a search document. */
type WithDocument<S extends Written> = S & { readonly change: { readonly document: string } };

/**
 * Parts what is written with a search document from what has none, and goes by the statements that know of none.
 *
 * @example
 * const { plain, searched } = byDocument(stepsOf(steps, 'create'));
 */
export function byDocument<S extends Written>(
  steps: readonly S[],
): { readonly plain: readonly S[]; readonly searched: readonly WithDocument<S>[] } {
  const has = (step: S): step is WithDocument<S> => step.change.document !== undefined;
  return { plain: steps.filter((step) => !has(step)), searched: steps.filter(has) };
}
