import type { Change, ChangeResult, TenantId } from '@scimwright/store';

/** What one call of `commit` asks for. */
export interface Batch {
  readonly tenant: TenantId;
  readonly changes: readonly Change[];
}

/** A change that touches a resource, not an event or a log entry. */
export type ResourceChange = Exclude<Change, { kind: 'event' | 'log' }>;

/** The changes of one kind. */
export type ChangeOf<Kind extends ResourceChange['kind']> = Extract<ResourceChange, { kind: Kind }>;

/** One change of a resource, and where it stands. */
export interface Step<Of extends ResourceChange = ResourceChange> {
  readonly batch: Batch;
  /** Its place in the batch. */
  readonly at: number;
  readonly change: Of;
}

/** A step that cannot be made, which refuses its batch. */
export interface Refusal {
  readonly step: Step;
  readonly reason:
    | { readonly kind: 'duplicate'; readonly path: string }
    | { readonly kind: 'stale' }
    | { readonly kind: 'absent' };
}

/** What became of the changes of each batch so far, by their place in it. */
export type Results = ReadonlyMap<Batch, (ChangeResult | undefined)[]>;

/**
 * Notes what became of a step.
 *
 * @example
 * note(results, step, { version: 1, modified: step.change.at, added: [], removed: [] });
 */
export function note(results: Results, { batch, at }: Step, result: ChangeResult): void {
  const own = results.get(batch);
  if (own !== undefined) own[at] = result;
}

/**
 * The steps whose change is of one of these kinds, in order.
 *
 * @example
 * stepsOf(steps, 'create').map(({ change }) => change.body);
 */
export function stepsOf<Kind extends ResourceChange['kind']>(
  steps: readonly Step[],
  ...kinds: readonly Kind[]
): readonly Step<ChangeOf<Kind>>[] {
  const wanted: ReadonlySet<string> = new Set(kinds);
  return steps.filter((step): step is Step<ChangeOf<Kind>> => wanted.has(step.change.kind));
}
