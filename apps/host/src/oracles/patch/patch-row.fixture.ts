import type { JsonObject } from '@scimwright/core';
import type { Disagreement } from '../disagreement.fixture.ts';
import type { PatchFact } from './patch-facts.fixture.ts';

/** The libraries that apply a PATCH. */
export type PatchLibrary = 'scim-patch' | 'scimmy';

/** A user, and operations on it. */
export interface PatchAsk {
  readonly user: JsonObject;
  readonly operations: readonly JsonObject[];
}

/** The user afterwards. */
export type PatchVerdict = JsonObject | 'refused' | 'a fault';

/** A PATCH that a library treats differently. */
export type PatchRow = Disagreement<PatchFact, PatchAsk, PatchVerdict> & { readonly library: PatchLibrary };

/** Addresses, users and operations for the examples. */
export const work = { value: 'a', type: 'work' };
export const home = { value: 'b', type: 'home' };
export const ada = { userName: 'ada' };
export const adaAtWork = { ...ada, emails: [work] };
export const withPath = (op: string, path: string, value: unknown): JsonObject =>
  ({ op, path, value }) as JsonObject; // callers pass JSON
export const remove = (path: string): JsonObject => ({ op: 'remove', path });

/** The same row for several libraries. */
export const sharedBy = (
  libraries: readonly PatchLibrary[],
  row: Omit<PatchRow, 'library'>,
): readonly PatchRow[] => libraries.map((library) => ({ library, ...row }));
