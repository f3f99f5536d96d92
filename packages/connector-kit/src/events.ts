import type { JsonObject } from '@scimwright/core';

declare global {
  /** The kit is compiled without the types of a platform, which say what a signal is: here it has its name alone. */
  interface AbortSignal {}
}

/** An element of a multi-valued attribute such as `emails` or `roles`. */
export interface EventElement {
  readonly value?: string;
  readonly type?: string;
  readonly display?: string;
  readonly primary?: boolean;
}

/** An element of `addresses`. */
export interface EventAddress extends Omit<EventElement, 'value'> {
  readonly formatted?: string;
  readonly streetAddress?: string;
  readonly locality?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

/** The enterprise extension of RFC 7643 §4.3. */
export interface EventEnterpriseUser {
  readonly employeeNumber?: string;
  readonly costCenter?: string;
  readonly organization?: string;
  readonly division?: string;
  readonly department?: string;
  readonly manager?: { readonly value?: string; readonly displayName?: string };
}

/**
 * A user after a change, as RFC 7643 §4.1 names its attributes: those of the connector's rows that have a value. A user
 * without `active` can use the account.
 */
export interface EventUser {
  readonly userName?: string;
  readonly externalId?: string;
  readonly active?: boolean;
  readonly displayName?: string;
  readonly nickName?: string;
  readonly name?: {
    readonly formatted?: string;
    readonly familyName?: string;
    readonly givenName?: string;
    readonly middleName?: string;
    readonly honorificPrefix?: string;
    readonly honorificSuffix?: string;
  };
  readonly title?: string;
  readonly userType?: string;
  readonly preferredLanguage?: string;
  readonly locale?: string;
  readonly timezone?: string;
  readonly profileUrl?: string;
  readonly emails?: readonly EventElement[];
  readonly phoneNumbers?: readonly EventElement[];
  readonly ims?: readonly EventElement[];
  readonly photos?: readonly EventElement[];
  readonly addresses?: readonly EventAddress[];
  readonly roles?: readonly EventElement[];
  readonly entitlements?: readonly EventElement[];
  readonly x509Certificates?: readonly EventElement[];
  readonly 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'?: EventEnterpriseUser;
  /** Other extensions. */
  readonly [extension: `urn:${string}`]: JsonObject | EventEnterpriseUser | undefined;
}

/** A group after a change. Its members come and go by events of their own. */
export interface EventGroup {
  readonly displayName?: string;
  readonly externalId?: string;
  readonly [extension: `urn:${string}`]: JsonObject | undefined;
}

/** A resource of a type of your own after a change: what its schema declares, as it is stored. */
export type EventResource = JsonObject;

/** What every event has. */
interface About {
  /** The id of the connector whose customer it is. */
  readonly connector: string;
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
 * What became of a user, a group or another resource of a customer. `changed` are the paths that have another value than before.
 *
 * `user.disabled` and `user.enabled` tell that `active` turned; where the same request changed anything else, a
 * `user.updated` comes right behind. The members of `group.members.*` are the ids of those who really came or went. Who is deleted leaves
 * every group, and a group that is deleted has no members: `user.deleted` and `group.deleted` alone tell of that. Of resource
 * types of your own there are `resource.*`, with the name of the type.
 *
 * @example
 * function nameOf(event: ScimEvent): string | undefined {
 *   return event.type === 'user.created' ? event.resource.userName : undefined;
 * }
 */
export type ScimEvent = About &
  (
    | { readonly type: 'user.created'; readonly resource: EventUser }
    | {
        readonly type: 'user.updated' | 'user.disabled' | 'user.enabled';
        readonly resource: EventUser;
        readonly changed: readonly string[];
      }
    | { readonly type: 'user.deleted' }
    | { readonly type: 'group.created'; readonly resource: EventGroup }
    | { readonly type: 'group.updated'; readonly resource: EventGroup; readonly changed: readonly string[] }
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
export type EventHandler = (event: ScimEvent, signal: AbortSignal) => Promise<void> | void;
