import type { SourceKind } from '../mapping/mapping.ts';
import type { JobState } from './job-state.ts';

/** What a cycle knows besides the state: it can be found out again. */
export class CycleMemory {
  readonly #owners = new Map<string, string>();
  readonly #managers = new Map<string, string | null>();

  constructor({ links }: Pick<JobState, 'links'>) {
    for (const [id, { kind, targetId }] of links) this.own(kind, targetId, id);
  }

  /** Whom of the directory an object of the application is connected with. */
  ownerOf(kind: SourceKind, targetId: string): string | undefined {
    return this.#owners.get(`${kind} ${targetId}`);
  }

  own(kind: SourceKind, targetId: string, id: string): void {
    this.#owners.set(`${kind} ${targetId}`, id);
  }

  disown(kind: SourceKind, targetId: string): void {
    this.#owners.delete(`${kind} ${targetId}`);
  }

  /** The manager that the application showed, by the id there; null for none, undefined if it was not read in this cycle. */
  managerOf(id: string): string | null | undefined {
    return this.#managers.get(id);
  }

  sawManager(id: string, targetId: string | null): void {
    this.#managers.set(id, targetId);
  }
}
