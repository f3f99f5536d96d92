import type { JsonObject } from '@scimwright/core';
import type { Disagreement } from '../disagreement.fixture.ts';
import type { FilterFact } from './filter-facts.fixture.ts';
import type { TextFact } from './text-facts.fixture.ts';

/** The libraries that parse filters. */
export type FilterLibrary = 'scimmy' | 'scim2-parse-filter' | 'scim-query-filter-parser';

/** A filter, and a user to match; without a user, the question is whether the text is a filter. */
export interface FilterAsk {
  readonly filter: string;
  readonly user?: JsonObject;
}

/** Whether the user matches; without a user, whether the filter was `read` or `refused`. */
export type FilterVerdict = boolean | 'read' | 'refused' | 'a fault';

/** A filter that a library treats differently. */
export type FilterRow = Disagreement<FilterFact | TextFact, FilterAsk, FilterVerdict> & {
  readonly library: FilterLibrary;
};

/** A user with these addresses. */
export const mails = (...emails: readonly JsonObject[]): JsonObject => ({ emails });
/** Addresses and a user with a date, for the examples. */
export const work = { value: 'a', type: 'work' };
export const home = { value: 'b', type: 'home' };
export const early = { meta: { lastModified: '2026-01-31T12:00:00Z' } };

/** The same row for several libraries. */
export const sharedBy = (
  libraries: readonly FilterLibrary[],
  row: Omit<FilterRow, 'library'>,
): readonly FilterRow[] => libraries.map((library) => ({ library, ...row }));
