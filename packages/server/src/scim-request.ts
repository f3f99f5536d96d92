import type { Connector, ParsedSettings } from '@scimwright/connector-kit';
import type { ParseContext, ResourceType } from '@scimwright/core';
import type { Store, Stored, Tenant } from '@scimwright/store';
import type { Limits } from './limits.ts';
import type { InTurn } from './operations/in-turn.ts';

/** A request without a token, free of HTTP. */
export interface OpenRequest {
  readonly connector: Connector;
  /** The tenant URL, without a trailing slash. */
  readonly base: string;
  readonly limits: Limits;
}

/** A request with a token, free of HTTP. */
export interface ScimRequest {
  readonly connector: Connector;
  readonly tenant: Tenant;
  /** The settings of the tenant, parsed once for a request. */
  readonly settings: ParsedSettings<unknown>;
  /** The tenant URL, without a trailing slash. */
  readonly base: string;
  readonly requestId: string;
  /** The scope of the token. */
  readonly scope: string;
  /** The user that the token names; undefined for a token of the tenant. */
  readonly user: Stored | undefined;
  readonly method: string;
  /** The operation, as the route table names it. */
  readonly operation: string;
  /** The id in the path, or that of the user at /Me. */
  readonly id: string | undefined;
  /** The query parameters; the last value of a repeated one. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly body: unknown;
  /** Aborts when the client disconnects before it was answered. Made on demand, because few requests need it. */
  readonly gone: () => AbortSignal;
  readonly parseContext: ParseContext;
  /**
   * Releases the place of the request in the share of its tenant, when its remaining work has a queue of its own. A second
   * call does nothing.
   */
  readonly releasePlace: () => void;
}

/** A request about resources of one type. */
export interface ResourceRequest extends ScimRequest {
  readonly type: ResourceType;
}

/** A request about one resource. */
export interface OneResourceRequest extends ResourceRequest {
  readonly id: string;
}

/** The dependencies of an operation. */
export interface Deps {
  readonly store: Store;
  readonly clock: () => Date;
  readonly ids: () => string;
  readonly inTurn: InTurn;
}
