import { failureOf, type Asked, type Failed, unreadable } from '../failure/failure-of.ts';
import type { SourceKind, TargetAttribute } from '../mapping/mapping.ts';
import { readList, readResource, type TargetResource } from '../wire/read-answer.ts';
import { matchRequest, readRequest } from '../wire/requests.ts';
import type { ScimRequest } from '../wire/scim-request.ts';
import type { WireKnobs } from '../wire/wire-knobs.ts';
import type { Exchange, Send } from './exchange.ts';

/**
 * A failure of one object, thrown through the steps that it goes through.
 *
 * @internal
 */
export class ObjectFailure extends Error {
  override readonly name = 'ObjectFailure';
  readonly failed: Failed;

  constructor(failed: Failed) {
    super(failed.reason);
    this.failed = failed;
  }
}

/** So many requests about one object are kept, and those that failed besides. A group may have as many as it has members. */
const KEPT = 100;

/** What a job asks the application about one object. It keeps the requests with their answers. */
export class Conversation {
  readonly exchanges: Exchange[] = [];
  readonly #send: Send;
  readonly #knobs: WireKnobs;

  constructor(send: Send, knobs: WireKnobs) {
    this.#send = send;
    this.#knobs = knobs;
  }

  /**
   * Sends a request and gives the body of the answer.
   *
   * @throws ObjectFailure for anything but a success
   */
  async ask(request: ScimRequest, asked: Asked): Promise<string> {
    const answer = await this.#send(request);
    const failed = failureOf(answer, asked);
    const limit = failed === undefined ? KEPT : 2 * KEPT;
    if (this.exchanges.length < limit) this.exchanges.push({ request, answer });
    if (failed !== undefined) throw new ObjectFailure(failed);
    return answer.kind === 'answered' ? answer.body : '';
  }

  /**
   * The objects with a value.
   *
   * @throws ObjectFailure
   */
  async find(kind: SourceKind, target: TargetAttribute, value: string): Promise<readonly TargetResource[]> {
    const body = await this.ask(matchRequest(kind, target, value, this.#knobs), 'collection');
    const list = readList(body);
    if (list.kind === 'incompatible') throw new ObjectFailure(unreadable(list.why));
    return list.content;
  }

  /**
   * One object.
   *
   * @throws ObjectFailure
   */
  async read(kind: SourceKind, id: string): Promise<TargetResource> {
    return resourceIn(await this.ask(readRequest(kind, id), 'object'));
  }
}

/**
 * The resource in the body of an answer.
 *
 * @throws ObjectFailure
 */
export function resourceIn(body: string): TargetResource {
  const resource = readResource(body);
  if (resource.kind === 'read') return resource.content;
  const list = readList(body);
  throw new ObjectFailure(
    list.kind === 'read' && list.content.length > 1
      ? {
          code: 'SystemForCrossDomainIdentityManagementMultipleEntriesInResponse',
          reason: `The answer has ${list.content.length} objects in place of one.`,
        }
      : unreadable(resource.why),
  );
}

/** Whether a step failed because the application answered 404 for a connected object. */
export function isGone(error: unknown): boolean {
  return error instanceof ObjectFailure && error.failed.code === 'InvalidAnchor';
}
