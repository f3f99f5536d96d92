import type { Connector } from './connector.ts';
import type { EventResource } from './resource-shapes.ts';
import type { GroupOf, UserOf } from './rows-to-types.ts';

declare global {
  /** The kit is compiled without the types of a platform, which say what a signal is: here it has its name alone. */
  interface AbortSignal {}
}

/** What every event has. */
interface About<Id extends string> {
  /** The id of the connector whose customer it is. */
  readonly connector: Id;
  /** The customer: the name of the tenant in its tenant URL. */
  readonly tenant: string;
  /** The `id` of the user, the group or the resource of a type of your own. */
  readonly resourceId: string;
  /** When it happened: UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** The same for every delivery of this event, and of no other event: remember it with what you did. */
  readonly idempotencyKey: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
}

/**
 * A user or a group as it is stored. What the rows require is there, unless `missing` names it: a disable is taken whatever else is
 * missing, and a resource may have been stored before its connector required something.
 */
export type Held<Resource> =
  | { readonly resource: Resource; readonly missing?: undefined }
  | { readonly resource: Incomplete<Resource>; readonly missing: readonly string[] };

/** A resource of which anything may be missing, in the parts of an attribute too. */
export type Incomplete<Resource> = {
  readonly [Name in keyof Resource]?: Resource[Name] extends readonly unknown[] | undefined
    ? Resource[Name]
    : Partial<Resource[Name]>;
};

/**
 * What became of a user, a group or another resource of a customer. `changed` are the paths that have another value than before.
 *
 * `user.disabled` and `user.enabled` tell that `active` turned; where the same request changed anything else, a
 * `user.updated` comes right behind. The members of `group.members.*` are the ids of those who really came or went. Who is deleted leaves
 * every group, and a group that is deleted has no members: `user.deleted` and `group.deleted` alone tell of that. Of resource
 * types of your own there are `resource.*`, with the name of the type.
 *
 * `ScimEvent<typeof flow>` has users and groups as the rows of `flow` have them; `ScimEvent<typeof flow | typeof desk>` is of two
 * products, which `connector` tells apart.
 *
 * @example
 * function nameOf(event: ScimEvent): string | undefined {
 *   return event.type === 'user.created' ? event.resource.userName : undefined;
 * }
 */
export type ScimEvent<Of extends Connector = Connector> =
  Of extends Connector<unknown, infer Id, infer UserRow, infer GroupRow>
    ? EventOf<Id, UserOf<UserRow>, GroupOf<GroupRow>>
    : never;

type EventOf<Id extends string, User, Group> = About<Id> &
  (
    | ({ readonly type: 'user.created' } & Held<User>)
    | ({
        readonly type: 'user.updated' | 'user.disabled' | 'user.enabled';
        readonly changed: readonly string[];
      } & Held<User>)
    | { readonly type: 'user.deleted' }
    | ({ readonly type: 'group.created' } & Held<Group>)
    | ({ readonly type: 'group.updated'; readonly changed: readonly string[] } & Held<Group>)
    | { readonly type: 'group.deleted' }
    | {
        readonly type: 'resource.created';
        readonly resourceType: string;
        readonly resource: EventResource;
      }
    | {
        readonly type: 'resource.updated';
        readonly resourceType: string;
        readonly resource: EventResource;
        readonly changed: readonly string[];
      }
    | { readonly type: 'resource.deleted'; readonly resourceType: string }
    | { readonly type: 'group.members.added' | 'group.members.removed'; readonly members: readonly string[] }
  );

/**
 * Tells the vendor's product of an event. What it throws is shown to administrators and stands in the log of the host, on one
 * line: leave out of the message what should not be there. Returning, or resolving, says that the event was taken. After throwing,
 * rejecting, or taking too long, which aborts `signal`, it is delivered again later; until then no later event of the
 * same user or group is. An event may come more than once: `idempotencyKey` tells.
 *
 * @example
 * const onEvent: EventHandler = async (event, signal) => {
 *   await fetch('https://product.example/people', { method: 'POST', body: JSON.stringify(event), signal });
 * };
 */
export type EventHandler<Of extends Connector = Connector> = (
  event: ScimEvent<Of>,
  signal: AbortSignal,
) => Promise<void> | void;
