import type { DirectoryGroup, DirectoryUser } from '../directory/directory.ts';
import { sourceOf } from '../directory/source-of.ts';
import type { AttributeSource } from '../expression/value.ts';
import type { ObjectMapping, SourceKind } from '../mapping/mapping.ts';
import { Conversation } from './conversation.ts';
import type { CycleMemory } from './cycle-memory.ts';
import type { Job } from './job.ts';
import type { JobState, Link } from './job-state.ts';
import { entitlementOf, type Entitlement } from './entitlement.ts';
import { escrowKey } from './escrow.ts';
import type { Outcome } from './outcome.ts';

const NOTHING: AttributeSource = { get: () => undefined };

/** What is known of an object while it is provisioned, so that a failure says how far it came. */
export type Found = Pick<Outcome, 'action' | 'targetId' | 'wasFound' | 'modified'>;

/** What a job needs to work on one object. */
export interface SubjectParts {
  readonly kind: SourceKind;
  /** The object id in the directory. */
  readonly id: string;
  readonly mapping: ObjectMapping;
  readonly job: Job;
  readonly state: JobState;
  readonly memory: CycleMemory;
}

/** An object of the directory that a job works on, with what the steps read and write. */
export class Subject implements SubjectParts {
  readonly kind: SourceKind;
  readonly id: string;
  readonly mapping: ObjectMapping;
  readonly job: Job;
  readonly state: JobState;
  readonly memory: CycleMemory;
  readonly conversation: Conversation;
  /** Undefined when the object was purged. */
  readonly entitlement: Entitlement | undefined;
  #found: Found;

  constructor({ kind, id, mapping, job, state, memory }: SubjectParts) {
    this.kind = kind;
    this.id = id;
    this.mapping = mapping;
    this.job = job;
    this.state = state;
    this.memory = memory;
    this.conversation = new Conversation(job.send, job.knobs);
    const { object } = this;
    this.entitlement = object && entitlementOf(object, mapping, job.directory, job.settings);
    this.#found = { action: 'other', targetId: this.link?.targetId, wasFound: undefined, modified: [] };
  }

  /** The object in the directory; undefined when it was purged. */
  get object(): DirectoryUser | DirectoryGroup | undefined {
    const { directory } = this.job;
    return this.kind === 'User' ? directory.user(this.id) : directory.group(this.id);
  }

  /** What mappings read. A purged object has nothing. */
  sourceOf(isSoftDeleted: boolean): AttributeSource {
    const { object } = this;
    return object === undefined ? NOTHING : sourceOf(object, this.job.directory, isSoftDeleted);
  }

  get found(): Found {
    return this.#found;
  }

  note(found: Partial<Found>): void {
    this.#found = { ...this.#found, ...found };
  }

  get link(): Link | undefined {
    return this.state.links.get(this.id);
  }

  /** Whom of the directory an object of the application is connected with, if it is somebody else. */
  otherOwnerOf(targetId: string): string | undefined {
    const owner = this.memory.ownerOf(this.kind, targetId);
    return owner === this.id ? undefined : owner;
  }

  /** Connects the object with one of the application. */
  connect(targetId: string): void {
    this.state.links.set(this.id, { kind: this.kind, targetId, isDisabled: false, isManaged: true });
    this.memory.own(this.kind, targetId, this.id);
    this.note({ targetId });
  }

  changeLink(changes: Partial<Pick<Link, 'isDisabled' | 'isManaged'>>): void {
    const { link } = this;
    if (link !== undefined) this.state.links.set(this.id, { ...link, ...changes });
  }

  /** The connection goes, with all that was remembered of it. */
  disconnect(): void {
    const { id, state, link } = this;
    if (link !== undefined) this.memory.disown(this.kind, link.targetId);
    state.links.delete(id);
    state.managers.delete(id);
    state.members.delete(id);
    state.escrows.delete(escrowKey(id, 'references'));
  }
}
