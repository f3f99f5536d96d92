/** What the job does after a failure. */
export type AfterFailure =
  /** The object waits, and is tried again after growing pauses. */
  | 'escrow'
  /** The job stops at once and goes into quarantine. */
  | 'quarantine'
  /** Nothing, until the object changes. */
  | 'waits';

/** One way in which provisioning fails. */
export interface Failure {
  readonly next: AfterFailure;
  /** What happened, in one sentence. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Who can do it. */
  readonly who: 'vendor' | 'administrator' | 'nobody';
}

/**
 * What Entra writes into its log when something fails, by its own code; what it does next; and what it means for those who read it.
 *
 * @see https://learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs
 * @see https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 *
 * @example
 * failures.InvalidAnchor.next; // 'escrow'
 */
export const failures = {
  EntryConflict: {
    next: 'escrow',
    meaning: 'The application answered 409: somebody else has one of the values already.',
    remedy:
      'Find who has the value in the application. Change it there or in Entra, or match by an attribute that finds that account.',
    who: 'administrator',
  },
  TooManyRequests: {
    next: 'escrow',
    meaning: 'The application answered 429: it takes fewer requests than Entra sends.',
    remedy: 'Take 25 requests a second from each tenant. Let a short burst wait instead of refusing it.',
    who: 'vendor',
  },
  InternalServerError: {
    next: 'escrow',
    meaning: 'The application failed and answered with a status of 500 or more.',
    remedy: "Look for the request in the application's own log. Entra tries again by itself.",
    who: 'vendor',
  },
  Timeout: {
    next: 'escrow',
    meaning: 'The application did not answer in time.',
    remedy: 'Answer within seconds. If the write was done, a repeated one must be answered cleanly.',
    who: 'vendor',
  },
  WebExceptionProtocolError: {
    next: 'escrow',
    meaning: 'The connection could not be made, or was cut before the answer was complete.',
    remedy:
      'See that the tenant URL can be reached, and that nothing in front of the application cuts connections.',
    who: 'vendor',
  },
  MethodNotAllowed: {
    next: 'escrow',
    meaning: 'The application answered 405: it does not take this method here.',
    remedy: 'Serve GET, POST, PATCH and DELETE. Or turn the action off in the mapping.',
    who: 'vendor',
  },
  NotImplemented: {
    next: 'escrow',
    meaning: 'The application answered 501: it does not do this.',
    remedy: 'Implement it. Or turn the action off in the mapping.',
    who: 'vendor',
  },
  UnprocessableEntity: {
    next: 'escrow',
    meaning: 'The application answered 422: it understood the request and does not accept a value.',
    remedy: 'Read the detail of the answer. Change the value in Entra, or the mapping.',
    who: 'administrator',
  },
  InvalidAnchor: {
    next: 'escrow',
    meaning: 'The application answered 404 for an object that Entra has connected: it is gone.',
    remedy:
      'See whether it was deleted in the application. Restart provisioning with the reset of all connections, and Entra matches or creates it again.',
    who: 'administrator',
  },
  DuplicateTargetEntries: {
    next: 'escrow',
    meaning: 'The application has more than one object with the matching value.',
    remedy: 'Remove the one that is too many, or match by an attribute that is unique.',
    who: 'administrator',
  },
  DuplicateSourceEntries: {
    next: 'escrow',
    meaning: 'Somebody else in the directory is connected with the object that was found.',
    remedy: 'Give each of the two a matching value of its own, or match by another attribute.',
    who: 'administrator',
  },
  ImportSkipped: {
    next: 'waits',
    meaning: 'The object has no value for any matching attribute.',
    remedy: 'Give it a value in Entra, or match by an attribute that it has.',
    who: 'administrator',
  },
  EntrySynchronizationError: {
    next: 'escrow',
    meaning: 'An expression of the mapping fails for this object.',
    remedy: "Try the expression with this person's values, and correct it.",
    who: 'administrator',
  },
  SchemaPropertyCanOnlyAcceptValue: {
    next: 'escrow',
    meaning: 'The mapping gives several values to an attribute that takes one.',
    remedy: 'Map a source with one value, or choose one of them by an expression.',
    who: 'administrator',
  },
  UnableToResolveReferenceAttributeValue: {
    next: 'waits',
    meaning: 'A manager or a member is not in the application, so the reference is left out.',
    remedy:
      'Assign that person too. Then restart provisioning: Entra does not add the reference later by itself.',
    who: 'administrator',
  },
  InsufficientRights: {
    next: 'quarantine',
    meaning: 'The application answered 403: the secret token may not do this.',
    remedy: "Get a secret token by the application's set-up guide, and enter it in Entra.",
    who: 'administrator',
  },
  SystemForCrossDomainIdentityManagementInvalidCredentials: {
    next: 'quarantine',
    meaning: 'The application answered 401: it does not accept the secret token.',
    remedy: 'Enter a new secret token in Entra, test the connection, and start provisioning again.',
    who: 'administrator',
  },
  SystemForCrossDomainIdentityManagementBadResponse: {
    next: 'quarantine',
    meaning:
      'The application answered 404 for a whole collection. A query without a match has to answer 200 with an empty list.',
    remedy: 'See that the tenant URL is right. Answer 200 with totalResults 0 when nobody matches.',
    who: 'vendor',
  },
  SystemForCrossDomainIdentityManagementMultipleEntriesInResponse: {
    next: 'escrow',
    meaning: 'The application answered a request for one object with several.',
    remedy: 'Answer a request for one object with that object alone.',
    who: 'vendor',
  },
  SystemForCrossDomainIdentityManagementServiceIncompatible: {
    next: 'escrow',
    meaning: 'The application refused the request, or Entra cannot read its answer.',
    remedy:
      'Read the answer below. Entra needs SCIM 2.0: JSON, with an id, and with values of the right types.',
    who: 'vendor',
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** Entra's code of a failure. */
export type FailureCode = keyof typeof failures;
