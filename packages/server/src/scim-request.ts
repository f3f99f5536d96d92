import type { Connector, SettingsReading } from '@scimwright/connector-kit';
import type { Reading, ResourceType } from '@scimwright/core';
import type { Store, Stored, Tenant } from '@scimwright/store';
import type { Limits } from './limits.ts';
import type { InTurn } from './operations/in-turn.ts';

/** A request that needs no token, free of HTTP. */
export interface OpenRequest {
  readonly connector: Connector;
  /** The tenant URL, without a slash at its end. */
  readonly base: string;
  readonly limits: Limits;
}

/** A request of a client whose token was accepted, free of HTTP. */
export interface ScimRequest {
  readonly connector: Connector;
  readonly tenant: Tenant;
  /** The settings of the tenant, read by its connector once for a request. */
  readonly settings: SettingsReading<unknown>;
  /** The tenant URL, without a slash at its end. */
  readonly base: string;
  readonly requestId: string;
  /** What the token is for. */
  readonly scope: string;
  /** The user whom the token names; undefined for one that stands for the tenant. */
  readonly user: Stored | undefined;
  readonly method: string;
  /** The operation, as the route table names it. */
  readonly operation: string;
  /** Of the resource that the path names, or that /Me stands for. */
  readonly id: string | undefined;
  /** Query parameters as they came; of a repeated one the last. */
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly body: unknown;
  /** Aborts when the client has gone before it was answered. Made when it is asked for: most requests need none. */
  readonly gone: () => AbortSignal;
  readonly reading: Reading;
  /**
   * Gives back the place of the request among those under way: what it does from here on waits in a queue of its own. A
   * second call does nothing.
   */
  readonly giveBack: () => void;
}

/** A request about resources of one type. */
export interface ResourceRequest extends ScimRequest {
  readonly type: ResourceType;
}

/** A request about one resource. */
export interface OneResourceRequest extends ResourceRequest {
  readonly id: string;
}

/** What operations work with. */
export interface Deps {
  readonly store: Store;
  readonly clock: () => Date;
  readonly ids: () => string;
  readonly inTurn: InTurn;
}
