import type { Change, ChangeResult, TenantId } from '@scimwright/store';

/** The changes of one `commit`. */
export interface Batch {
  readonly tenant: TenantId;
  readonly changes: readonly Change[];
}

/** A change of a resource, not an event or a log entry. */
export type ResourceChange = Exclude<Change, { kind: 'event' | 'log' }>;

/** The changes of one kind. */
export type ChangeOf<Kind extends ResourceChange['kind']> = Extract<ResourceChange, { kind: Kind }>;

/** One change of a resource, with its batch. */
export interface Step<Of extends ResourceChange = ResourceChange> {
  readonly batch: Batch;
  /** Its place in the batch. */
  readonly at: number;
  readonly change: Of;
}

/** The first step that cannot be made; it refuses its batch. */
export interface Refusal {
  readonly step: Step;
  readonly reason:
    | { readonly kind: 'duplicate'; readonly path: string }
    | { readonly kind: 'stale' }
    | { readonly kind: 'absent' };
}

/** What a change made of its resource. */
export type Stamp = Pick<ChangeResult, 'version' | 'modified'>;

/** The result of a step. Its stamp may arrive only with the commit; see `Tx.readLast`. */
export interface StepResult extends Omit<ChangeResult, keyof Stamp> {
  readonly stamp: Stamp | Promise<Stamp>;
}

/** The results so far, by batch and by the place of the change in it. */
export type Results = ReadonlyMap<Batch, (StepResult | undefined)[]>;

/** Sets the result of a step. */
export function setResult(results: Results, { batch, at }: Step, result: StepResult): void {
  const own = results.get(batch);
  if (own !== undefined) own[at] = result;
}

/** The steps whose change is of one of these kinds, in order. */
export function stepsOf<Kind extends ResourceChange['kind']>(
  steps: readonly Step[],
  ...kinds: readonly Kind[]
): readonly Step<ChangeOf<Kind>>[] {
  const wanted: ReadonlySet<string> = new Set(kinds);
  return steps.filter((step): step is Step<ChangeOf<Kind>> => wanted.has(step.change.kind));
}

/**
 * The key of a row in a map. No value of it holds a NUL, which core refuses.
 *
 * @example
 * rowKey('t1', 'u1') === rowKey('t1', 'u1'); // true
 */
export function rowKey(...values: readonly string[]): string {
  return values.join('\0');
}

/** The key of the row of the resource that a step changes. */
export function keyOfStep(step: Step): string {
  return rowKey(...keyColumns(step));
}

/** The columns by which a statement returns the row of a resource. */
export interface KeyRow {
  readonly tenant_id: string;
  readonly id: string;
}

/** The row of the resource that a step changes, by its key. */
export function keyRowOf(step: Step): KeyRow {
  const [tenant_id, id] = keyColumns(step);
  return { tenant_id, id };
}

/** The values of `tenant_id` and `id` of the resource that a step changes. */
export function keyColumns({ batch, change }: Step): readonly [tenant: string, id: string] {
  return [batch.tenant, change.id];
}
