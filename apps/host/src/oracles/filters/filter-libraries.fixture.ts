import type { JsonObject } from '@scimwright/core';
import { compileFilter } from 'scim-query-filter-parser';
import { filter as compile, parse } from 'scim2-parse-filter';
import SCIMMY from 'scimmy';
import type { FilterLibrary } from './filter-row.fixture.ts';

/** Parses a filter into a predicate over users. Throws if the library refuses the text. */
export type Read = (text: string) => (user: JsonObject) => boolean;

/** Each library through its own API. */
export const filterLibraries: Readonly<Record<FilterLibrary, Read>> = {
  scimmy(text) {
    const filter = new SCIMMY.Types.Filter(text);
    return (user) => filter.match([user]).length > 0;
  },
  'scim2-parse-filter': (text) => compile(parse(text)),
  'scim-query-filter-parser': (text) => compileFilter(text),
};
