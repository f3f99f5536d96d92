import type { IndexEntry } from '@scimwright/core';
import type { TenantId } from './tenant-id.ts';

/** What is derived from a resource and kept beside it, to find it by. */
export interface Derived {
  /** What `searchText` of core yields. */
  readonly document: string | undefined;
  /** What `indexEntries` of core yields. */
  readonly entries: readonly IndexEntry[];
}

/** A resource that has a value which another one holds alone. */
export interface Clash {
  readonly path: string;
  readonly id: string;
}

/** The definition by which what is kept beside the resources of a type was derived, and since when it holds for all. */
export interface Derivation {
  readonly definition: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly since: string;
}

/** What deriving again came to. */
export interface Rederived {
  /** The last resource that was looked at; undefined when there is none after it. */
  readonly last: string | undefined;
  /** How many were looked at. */
  readonly looked: number;
  /** How many of them were kept in another way; none when it was done before. */
  readonly changed: number;
  /**
   * Those that have a value which another holds alone. A filter finds them nevertheless; whose it is alone stays as it is.
   */
  readonly clashes: readonly Clash[];
}

/**
 * What is kept beside resources to find them by. It is derived from them when they are written, and is not what it should
 * be any more once the connector defines it in another way.
 */
export interface DerivationStore {
  /** By which definition it was derived for all resources of a connector's type; undefined when that is not known. */
  get(connector: string, type: string): Promise<Derivation | undefined>;
  /** Notes that all of it is derived by a definition. */
  note(connector: string, type: string, derivation: Derivation): Promise<void>;
  /**
   * Derives again what is kept beside a tenant's resources of a type, those after an id, at most `limit`, and writes what
   * differs. It moves no version and brings no event, and may be done any number of times, by several at once.
   */
  rederive(
    tenant: TenantId,
    from: { readonly type: string; readonly after: string; readonly limit: number },
    derive: (body: string) => Derived,
  ): Promise<Rederived>;
}
