import type { Connector } from './connector.ts';
import type { EventResource } from './resource-shapes.ts';
import type { GroupOf, UserOf } from './rows-to-types.ts';

/** The `AbortSignal` of the platform that a connector is compiled for. The kit is compiled for none. */
type PlatformSignal = typeof globalThis extends { readonly AbortSignal: { readonly prototype: infer Signal } }
  ? Signal
  : unknown;

/** What all events have in common. */
interface About<Id extends string> {
  /** The id of the connector. */
  readonly connector: Id;
  /** The name of the tenant, as in its Tenant URL. */
  readonly tenant: string;
  /** The `id` of the user, group or other resource. */
  readonly resourceId: string;
  /** When the change was made: ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  /** Identifies the event in every delivery. Store it with what you did, to recognise repeated deliveries. */
  readonly idempotencyKey: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
}

/**
 * A user or group as stored. It has what the rows require, except the paths in `missing`: a user can be disabled although
 * something is missing, and a resource may be older than a requirement.
 */
export type StoredResource<Resource> =
  | { readonly resource: Resource; readonly missing?: undefined }
  | { readonly resource: Incomplete<Resource>; readonly missing: readonly string[] };

/** A resource in which any attribute or sub-attribute may be missing. */
export type Incomplete<Resource> = {
  readonly [Name in keyof Resource]?: Resource[Name] extends readonly unknown[] | undefined
    ? Resource[Name]
    : Partial<Resource[Name]>;
};

/**
 * A change of a user, a group or another resource of a tenant. `changed` lists the paths whose values changed.
 *
 * `user.disabled` and `user.enabled` report a change of `active`; if the same request changed anything else, a
 * `user.updated` follows. `group.members.*` lists the ids that were really added or removed. Deleting a user removes it from
 * its groups, and deleting a group removes its members: only `user.deleted` and `group.deleted` report that. `resource.*`
 * reports changes of your own resource types.
 *
 * `ScimEvent<typeof flow>` has users and groups with the attributes of `flow`'s rows. `ScimEvent<typeof flow | typeof desk>`
 * is an event of one of two products; `connector` tells which.
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
    | ({ readonly type: 'user.created' } & StoredResource<User>)
    | ({
        readonly type: 'user.updated' | 'user.disabled' | 'user.enabled';
        readonly changed: readonly string[];
      } & StoredResource<User>)
    | { readonly type: 'user.deleted' }
    | ({ readonly type: 'group.created' } & StoredResource<Group>)
    | ({ readonly type: 'group.updated'; readonly changed: readonly string[] } & StoredResource<Group>)
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
 * Passes an event to the vendor's product. If it returns or resolves, the event is delivered. If it throws, rejects or takes
 * too long, which aborts `signal`, the event is delivered again later, and later events of the same user or group wait. An
 * event may arrive more than once, with the same `idempotencyKey`.
 *
 * Administrators and the host's log see the message of what you throw: leave out what they must not see.
 *
 * @example
 * const onEvent: EventHandler = async (event, signal) => {
 *   await fetch('https://product.example/people', { method: 'POST', body: JSON.stringify(event), signal });
 * };
 */
export type EventHandler<Of extends Connector = Connector> = (
  event: ScimEvent<Of>,
  signal: PlatformSignal,
) => Promise<void> | void;
