import type { JsonObject } from '@scimwright/core';

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
 * A user after a change, with the attributes of RFC 7643 §4.1 that have a row and a value. A user without `active` is
 * enabled.
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

/** A group after a change, without its members, which have events of their own. */
export interface EventGroup {
  readonly displayName?: string;
  readonly externalId?: string;
  readonly [extension: `urn:${string}`]: JsonObject | undefined;
}

/** A resource of your own type after a change, as stored. */
export type EventResource = JsonObject;
