import type { FilterRow } from './filter-row.fixture.ts';
import { meaningRows } from './meaning-rows.fixture.ts';
import { syntaxRows } from './syntax-rows.fixture.ts';

/** All differences in filters. */
export const filterRows: readonly FilterRow[] = [...syntaxRows, ...meaningRows];
